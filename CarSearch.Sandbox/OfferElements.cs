using System.Globalization;
using System.Xml.Linq;
using CarSearch.Cars;
using CarSearch.Suppliers;
using static CarSearch.Sandbox.OtaMessage;

namespace CarSearch.Sandbox;

/// <summary>Creates the elements of one offer.</summary>
internal sealed class OfferElements(SupplierOffer offer, PriceFormat format)
{
    private readonly Car car = offer.Car;
    private readonly OfferPrice price = offer.Price;
    private readonly OfferTerms terms = offer.Terms ?? new();

    public XElement Create() => Element(
        "VehAvail", [],
        Element(
            "VehAvailCore", [("Status", offer.OnRequest ? "OnRequest" : "Available")],
            CreateVehicle(),
            CreateRate(),
            format.HasTotal ? CreateTotal() : null,
            Optional("Fees", [], CreateMandatoryFees(), CreateFees(), CreateExcludedFee()),
            Element("Reference", [("URL", offer.BookingUrl), ("Type", "16"), ("ID", offer.Reference)])),
        Optional(
            "VehAvailInfo", [],
            CreateCovers(),
            Optional("PaymentRules", [], CreatePayment(), CreateGuarantee(), CreateCancellation())));

    private XElement CreateVehicle() => Element(
        "Vehicle",
        [
            ("AirConditionInd", car.AirConditioning),
            ("TransmissionType", car.Transmission switch
            {
                Transmission.Manual => "Manual",
                Transmission.Automatic => "Automatic",
                _ => null,
            }),
            ("FuelType", OtaCodes.GetFuelType(car.Fuel)),
            ("DriveType", OtaCodes.GetDriveType(car.Drive)),
            ("PassengerQuantity", offer.Seats),
            ("BaggageQuantity", offer.Bags),
            ("Code", car.Acriss),
            ("CodeContext", car.Acriss is null ? null : "ACRISS"),
        ],
        Element("VehType", [("VehicleCategory", OtaCodes.GetCategory(car)), ("DoorCount", offer.Doors)]),
        Element("VehClass", [("Size", OtaCodes.GetSize(car))]),
        Element("VehMakeModel", [("Name", offer.Vehicle), ("Code", car.Acriss)]),
        Optional("PictureURL", [], offer.Image));

    private XElement CreateRate()
    {
        // List RTC: 16 standard, 19 prepaid.
        var isPrepaid = price.PayAtPickUp is { } atPickUp ? atPickUp < price.Total : terms.Payment is PaymentTime.Prepaid;
        return Element(
            "RentalRate", [],
            offer.Mileage is { } mileage
                ? Element(
                    "RateDistance",
                    [
                        ("Unlimited", mileage.Included is null),
                        ("Quantity", mileage.Included),
                        ("DistUnitName", OtaCodes.GetDistanceUnit(mileage.Unit)),
                        ("VehiclePeriodUnitName", "RentalPeriod"),
                    ])
                : null,
            Optional("VehicleCharges", [], CreateBase(), CreateDeposit(), CreateFuelPolicy()),
            Element(
                "RateQualifier",
                [
                    ("RateCategory", isPrepaid ? "19" : "16"),
                    ("RateQualifier", terms.Payment is PaymentTime.AtPickUp ? "POSTPAID" : null),
                ]),
            Optional("RateRestrictions", [("CancellationPenaltyInd", !offer.FreeCancellation), ("MinimumAge", terms.MinimumAge)]));
    }

    /// <summary>Purpose 1: the rental, taxes not included.</summary>
    private XElement? CreateBase() => price.Base is { } rental
        ? Element(
            "VehicleCharge",
            [("Purpose", "1"), .. Amount(rental), ("TaxInclusive", "false"), ("IncludedInEstTotalInd", "true")])
        : null;

    /// <summary>The deposit has a word as its purpose, and is in no total.</summary>
    private XElement? CreateDeposit() => terms.Deposit is { } deposit
        ? Element(
            "VehicleCharge",
            [("Purpose", "Deposit"), ("IncludedInRate", "false"), ("IncludedInEstTotalInd", "false"), .. Amount(deposit)])
        : null;

    private XElement? CreateFuelPolicy() => terms.FuelPolicy is { } policy
        ? Element(
            "VehicleCharge",
            [
                ("Purpose", OtaCodes.GetPurpose(policy)),
                ("Amount", "0"),
                ("IncludedInRate", "true"),
                ("Description", policy is FuelPolicy.SameToSame ? "Same to same" : null),
            ])
        : null;

    /// <summary>RateTotalAmount excludes mandatory charges, EstimatedTotalAmount includes them. An estimate has the latter only.</summary>
    private XElement CreateTotal()
    {
        var withoutMandatory = price.Base ?? (price.Total - (price.TaxesAndFees ?? 0));
        return Element(
            "TotalCharge",
            [
                ("RateTotalAmount", price.Estimated ? null : format.Convert(withoutMandatory, price.Currency)),
                .. Amount(price.Total, "EstimatedTotalAmount"),
            ]);
    }

    /// <summary>Purpose 26: the total of mandatory charges, which are in the estimated total, but not in the rate.</summary>
    private XElement? CreateMandatoryFees() =>
        price.TaxesAndFees is { } fees ? CreateFee("26", fees, "Mandatory taxes and fees", isInEstimate: true) : null;

    private XElement? CreateExcludedFee() =>
        format.HasExcludedFee ? CreateFee("2", price.Total, "One-way fee", isInEstimate: false) : null;

    private XElement CreateFee(string purpose, decimal amount, string description, bool isInEstimate) => Element(
        "Fee",
        [
            ("Purpose", purpose),
            .. Amount(amount),
            ("TaxInclusive", "true"),
            ("Description", description),
            ("IncludedInRate", "false"),
            ("IncludedInEstTotalInd", isInEstimate),
        ]);

    /// <summary>Fees (list VCP), not required unless they are included.</summary>
    private IEnumerable<XElement> CreateFees() => (terms.Fees ?? []).Select(fee => Element(
        "Fee",
        [
            ("Purpose", OtaCodes.GetPurpose(fee.Kind)),
            ("IncludedInRate", fee.Included is true ? price.Base is null && price.TaxesAndFees is null : fee.Included),
            ("IncludedInEstTotalInd", fee.Included),
            ("RequiredInd", fee.Included is true),
            .. Amount(fee.Amount),
        ]));

    private XElement? CreateCovers() => Optional("PricedCoverages", [], terms.Covers?.Select(cover => Element(
        "PricedCoverage", [("Required", "true")],
        Element("Coverage", [("CoverageType", OtaCodes.GetCoverageType(cover))]),
        Element("Charge", [("IncludedInRate", "true")]),
        (terms.Excess ?? []).Where(excess => excess.Cover == cover)
            .Select(excess => Element("Deductible", Amount(excess.Amount, "ExcessAmount"))))));

    /// <summary>
    /// What is paid with the booking; the rest is paid at pick-up. RuleType (list RUL) is 3, a deposit, for a part of the total, else 2,
    /// a prepayment.
    /// </summary>
    private XElement? CreatePayment() => price.PayAtPickUp is { } atPickUp
        ? Element(
            "PaymentRule",
            [
                ("RuleType", atPickUp > 0 && atPickUp < price.Total ? "3" : "2"),
                ("PaymentType", "4"),
                .. Amount(price.Total - atPickUp),
            ])
        : null;

    private XElement? CreateGuarantee() =>
        terms.Payment is PaymentTime.Guarantee ? Element("PaymentRule", [("RuleType", "4"), ("PaymentType", "31")]) : null;

    /// <summary>RuleType 1: the cancellation, free until the deadline.</summary>
    private XElement? CreateCancellation() => terms.FreeUntil is not null || terms.CancellationFee is not null
        ? Element(
            "PaymentRule",
            [
                ("RuleType", "1"),
                ("AbsoluteDeadline", terms.FreeUntil?.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture)),
                .. Amount(terms.CancellationFee),
            ])
        : null;

    private (string, object?)[] Amount(decimal amount, string name = "Amount") => Amount(new MoneyAmount(amount, price.Currency), name);

    private (string, object?)[] Amount(MoneyAmount? amount, string name = "Amount") => amount is { } money
        ?
        [
            (name, format.Convert(money.Amount, money.Currency)),
            ("CurrencyCode", money.Currency),
            ("DecimalPlaces", format.GetDecimals(money.Currency)),
        ]
        : [];
}
