from django.urls import path

from charters.views import document

urlpatterns = [
    path("<uuid:charter>/", document.show, name="show"),
]
