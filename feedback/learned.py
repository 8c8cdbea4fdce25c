"""What a year of learning comes to, in hours and in money; and which money there is. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

# The codes of ISO 4217 that people pay with today.
CODES = (
    "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY "
    "COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS "
    "INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP "
    "MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR "
    "SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES VND "
    "VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG"
)
CURRENCIES = tuple(CODES.split())


class Spent(NamedTuple):
    """What one thing took; `hours` and `cost` may be None, and there is no cost without a currency."""

    hours: Decimal | None
    cost: Decimal | None
    currency: str


@dataclass
class Sum:
    """`costs` are (currency, amount) by the name of the currency; money of different currencies is never added up."""

    number: int = 0
    hours: Decimal = Decimal(0)
    by_currency: dict[str, Decimal] = field(default_factory=dict)

    @property
    def costs(self) -> list[tuple[str, Decimal]]:
        return sorted(self.by_currency.items())

    def add(self, one: Spent) -> None:
        self.number += 1
        self.hours += one.hours or 0
        if one.cost:
            self.by_currency[one.currency] = self.by_currency.get(one.currency, Decimal(0)) + one.cost


def sum_of(things: Iterable[Spent]) -> Sum:
    total = Sum()
    for one in things:
        total.add(one)
    return total


def by_year(things: Iterable[tuple[int, Spent]]) -> list[tuple[int, Sum]]:
    """The sum of each year, the latest first."""
    years: dict[int, Sum] = {}
    for year, one in things:
        years.setdefault(year, Sum()).add(one)
    return sorted(years.items(), reverse=True)
