using System.Globalization;
using System.Xml.Linq;
using CarSearch.Suppliers;

namespace CarSearch.Tests.Sandbox;

/// <summary>Parses the terms of an offer of the sandbox by the mapping documented in AvailabilityResponseWriter.</summary>
internal static class SandboxTerms
{
    private static readonly XNamespace Ota = "http://www.opentravel.org/OTA/2003/05";

    private static readonly Dictionary<string, Cover> Covers = new(StringComparer.Ordinal)
    {
        ["7"] = Cover.CollisionDamageWaiver, ["24"] = Cover.LossDamageWaiver, ["48"] = Cover.TheftProtection,
        ["13"] = Cover.ExcessReduction, ["16"] = Cover.FullCoverage, ["63"] = Cover.ThirdPartyLiability,
        ["42"] = Cover.SupplementalLiability, ["32"] = Cover.PersonalAccident, ["36"] = Cover.PersonalEffects,
        ["34"] = Cover.PersonalAccidentAndEffects, ["64"] = Cover.GlassAndTires, ["65"] = Cover.RoadsideAssistance,
        ["52"] = Cover.UninsuredMotorist,
    };

    private static readonly Dictionary<string, FuelPolicy> Fuel = new(StringComparer.Ordinal)
    {
        ["113"] = FuelPolicy.FreeTank, ["114"] = FuelPolicy.PrepurchasedWithRefund, ["115"] = FuelPolicy.PrepurchasedWithoutRefund,
        ["116"] = FuelPolicy.FullToFull, ["117"] = FuelPolicy.FullToEmpty, ["118"] = FuelPolicy.QuarterToEmpty,
        ["119"] = FuelPolicy.EmptyToEmpty, ["120"] = FuelPolicy.HalfToHalf, ["20"] = FuelPolicy.SameToSame,
    };

    private static readonly Dictionary<string, FeeKind> Fees = new(StringComparer.Ordinal)
    {
        ["2"] = FeeKind.OneWay, ["13"] = FeeKind.YoungDriver, ["82"] = FeeKind.AfterHours, ["30"] = FeeKind.Airport,
        ["7"] = FeeKind.Tax, ["6"] = FeeKind.Other,
    };

    /// <summary>Parses the terms, or returns null if there are none.</summary>
    public static OfferTerms? Parse(XElement core, XElement avail)
    {
        var coverages = avail.Descendants(Ota + "PricedCoverage").ToArray();
        var cancel = Rule(avail, "1");
        var terms = new OfferTerms
        {
            Deposit = core.Descendants(Ota + "VehicleCharge").Where(charge => Purpose(charge) == "Deposit")
                .Select(charge => Amount(charge, "Amount")).SingleOrDefault(),
            FuelPolicy = core.Descendants(Ota + "VehicleCharge")
                .Select(charge => Fuel.TryGetValue(Purpose(charge), out var policy) ? policy : (FuelPolicy?)null).OfType<FuelPolicy>()
                .Cast<FuelPolicy?>().SingleOrDefault(),
            Covers = coverages.Length == 0 ? null : [.. coverages.Select(CoverOf)],
            Excess = coverages.Where(coverage => coverage.Element(Ota + "Deductible") is not null)
                .Select(coverage => new CoverExcess(
                    CoverOf(coverage), Amount(coverage.Element(Ota + "Deductible")!, "ExcessAmount")!.Value))
                .ToArray() is { Length: > 0 } excess ? excess : null,
            Payment = Rule(avail, "4") is not null ? PaymentTime.Guarantee
                : avail.Descendants(Ota + "PaymentRule").Any(rule => (string?)rule.Attribute("PaymentType") == "4") ? null
                : core.Descendants(Ota + "RateQualifier").Single() is var rate && (string?)rate.Attribute("RateCategory") == "19"
                    ? PaymentTime.Prepaid
                : (string?)rate.Attribute("RateQualifier") == "POSTPAID" ? PaymentTime.AtPickUp : null,
            FreeUntil = (DateTime?)cancel?.Attribute("AbsoluteDeadline"),
            CancellationFee = cancel is null ? null : Amount(cancel, "Amount"),
            Fees = core.Descendants(Ota + "Fee").Where(fee => Purpose(fee) != "26")
                .Select(fee => new OfferFee(Fees[Purpose(fee)], Amount(fee, "Amount"), (bool?)fee.Attribute("IncludedInEstTotalInd")))
                .ToArray() is { Length: > 0 } fees ? fees : null,
            MinimumAge = (int?)core.Descendants(Ota + "RateRestrictions").SingleOrDefault()?.Attribute("MinimumAge"),
        };
        return terms == new OfferTerms() ? null : terms;
    }

    private static XElement? Rule(XElement avail, string type) =>
        avail.Descendants(Ota + "PaymentRule").SingleOrDefault(rule => (string?)rule.Attribute("RuleType") == type);

    private static string Purpose(XElement line) => (string?)line.Attribute("Purpose") ?? "";

    private static Cover CoverOf(XElement coverage) => Covers[(string)coverage.Element(Ota + "Coverage")!.Attribute("CoverageType")!];

    private static MoneyAmount? Amount(XElement element, string name) => (string?)element.Attribute(name) is { } text
        ? new(decimal.Parse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture), (string)element.Attribute("CurrencyCode")!)
        : null;
}
