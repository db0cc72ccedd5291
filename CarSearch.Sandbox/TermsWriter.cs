using System.Globalization;
using System.Xml;
using CarSearch.Suppliers;
using static CarSearch.Sandbox.AvailabilityResponseWriter;

namespace CarSearch.Sandbox;

/// <summary>Writes the terms of an offer; the mapping is documented in <see cref="AvailabilityResponseWriter"/>.</summary>
internal readonly struct TermsWriter(XmlWriter xml, SupplierOffer offer, PriceFormat format)
{
    private readonly OfferTerms? terms = offer.Terms;

    /// <summary>Gets a value indicating whether there are charges.</summary>
    public bool HasCharges => terms?.Deposit is not null || terms?.FuelPolicy is not null;

    /// <summary>Writes the charges: the deposit, which is in no total, and the fuel policy.</summary>
    public void WriteCharges()
    {
        if (terms?.Deposit is { } deposit)
        {
            WriteAmount(
                "VehicleCharge", "Amount", deposit,
                ("Purpose", "Deposit"), ("IncludedInRate", "false"), ("IncludedInEstTotalInd", "false"));
        }

        if (terms?.FuelPolicy is { } policy)
        {
            WriteElement(
                xml, "VehicleCharge",
                ("Purpose", OtaCodes.GetPurpose(policy)), ("Amount", "0"), ("IncludedInRate", "true"),
                ("Description", policy is FuelPolicy.SameToSame ? "Same to same" : null));
        }
    }

    /// <summary>Writes the fees.</summary>
    public void WriteFees()
    {
        var price = offer.Price;
        var isInRate = price.Base is null && price.TaxesAndFees is null;
        foreach (var (kind, amount, included) in terms?.Fees ?? [])
        {
            (string, string?)[] attributes =
            [
                ("Purpose", OtaCodes.GetPurpose(kind)),
                ("IncludedInRate", included is { } isIncluded ? XmlConvert.ToString(isIncluded && isInRate) : null),
                ("IncludedInEstTotalInd", included is { } isInTotal ? XmlConvert.ToString(isInTotal) : null),
                ("RequiredInd", included is true ? "true" : "false"),
            ];
            if (amount is { } known)
            {
                WriteAmount("Fee", "Amount", known, attributes);
            }
            else
            {
                WriteElement(xml, "Fee", attributes);
            }
        }
    }

    /// <summary>Writes element VehAvailInfo: coverages and payment rules.</summary>
    public void WriteInfo()
    {
        var price = offer.Price;
        var hasCancellation = terms?.FreeUntil is not null || terms?.CancellationFee is not null;
        var hasPayment = price.PayAtPickUp is not null || hasCancellation || terms?.Payment is PaymentTime.Guarantee;
        if (terms?.Covers is null && !hasPayment)
        {
            return;
        }

        xml.WriteStartElement("VehAvailInfo");
        WriteCovers();
        if (hasPayment)
        {
            xml.WriteStartElement("PaymentRules");
            if (price.PayAtPickUp is { } atPickUp)
            {
                WriteAmount(
                    "PaymentRule", "Amount", new(price.Total - atPickUp, price.Currency),
                    ("RuleType", atPickUp > 0 && atPickUp < price.Total ? "3" : "2"), ("PaymentType", "4"));
            }

            if (terms?.Payment is PaymentTime.Guarantee)
            {
                WriteElement(xml, "PaymentRule", ("RuleType", "4"), ("PaymentType", "31"));
            }

            if (hasCancellation)
            {
                WriteCancellation();
            }

            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private void WriteCovers()
    {
        if (terms?.Covers is null)
        {
            return;
        }

        xml.WriteStartElement("PricedCoverages");
        foreach (var cover in terms.Covers)
        {
            xml.WriteStartElement("PricedCoverage");
            xml.WriteAttributeString("Required", "true");
            WriteElement(xml, "Coverage", ("CoverageType", OtaCodes.GetCoverageType(cover)));
            WriteElement(xml, "Charge", ("IncludedInRate", "true"));
            foreach (var excess in (terms.Excess ?? []).Where(excess => excess.Cover == cover))
            {
                WriteAmount("Deductible", "ExcessAmount", excess.Amount);
            }

            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private void WriteCancellation()
    {
        (string, string?)[] attributes =
        [
            ("RuleType", "1"),
            ("AbsoluteDeadline", terms!.FreeUntil?.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture)),
        ];
        if (terms.CancellationFee is { } fee)
        {
            WriteAmount("PaymentRule", "Amount", fee, attributes);
        }
        else
        {
            WriteElement(xml, "PaymentRule", attributes);
        }
    }

    private void WriteAmount(
        string name, string attribute, MoneyAmount amount, params ReadOnlySpan<(string Name, string? Value)> attributes) => WriteElement(
            xml, name,
            [
                .. attributes,
                (attribute, format.FormatAmount(amount.Amount, amount.Currency)),
                ("CurrencyCode", amount.Currency),
                ("DecimalPlaces", format.FormatDecimalPlaces(amount.Currency)),
            ]);
}
