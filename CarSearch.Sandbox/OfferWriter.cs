using System.Xml;
using CarSearch.Cars;
using CarSearch.Suppliers;
using static CarSearch.Sandbox.AvailabilityResponseWriter;

namespace CarSearch.Sandbox;

/// <summary>Writes one offer as a <c>VehAvail</c>; the mapping is documented in <see cref="AvailabilityResponseWriter"/>.</summary>
internal readonly struct OfferWriter(XmlWriter xml, SupplierOffer offer, PriceFormat format)
{
    private readonly string? decimalPlaces = format.FormatDecimalPlaces(offer.Price.Currency);

    /// <summary>Writes the offer.</summary>
    public void Write()
    {
        xml.WriteStartElement("VehAvail");
        xml.WriteStartElement("VehAvailCore");
        xml.WriteAttributeString("Status", offer.OnRequest ? "OnRequest" : "Available");
        WriteVehicle();
        WriteRate();
        if (format.HasTotal)
        {
            WriteTotal();
        }

        WriteFees();
        WriteElement(xml, "Reference", ("URL", offer.BookingUrl), ("Type", "16"), ("ID", offer.Reference));
        xml.WriteEndElement();
        new TermsWriter(xml, offer, format).WriteInfo();
        xml.WriteEndElement();
    }

    private void WriteVehicle()
    {
        var car = offer.Car;
        xml.WriteStartElement("Vehicle");
        WriteAttribute("AirConditionInd", car.AirConditioning is { } air ? XmlConvert.ToString(air) : null);
        WriteAttribute("TransmissionType",
            car.Transmission switch { Transmission.Manual => "Manual", Transmission.Automatic => "Automatic", _ => null });
        WriteAttribute("FuelType", OtaCodes.GetFuelType(car.Fuel));
        WriteAttribute("DriveType", OtaCodes.GetDriveType(car.Drive));
        WriteAttribute("PassengerQuantity", Number(offer.Seats));
        WriteAttribute("BaggageQuantity", Number(offer.Bags));
        WriteAttribute("Code", car.Acriss);
        WriteAttribute("CodeContext", car.Acriss is null ? null : "ACRISS");
        WriteElement(xml, "VehType", ("VehicleCategory", OtaCodes.GetCategory(car)), ("DoorCount", Number(offer.Doors)));
        WriteElement(xml, "VehClass", ("Size", OtaCodes.GetSize(car)));
        WriteElement(xml, "VehMakeModel", ("Name", offer.Vehicle), ("Code", car.Acriss));
        if (offer.Image is { } image)
        {
            xml.WriteElementString("PictureURL", image);
        }

        xml.WriteEndElement();
    }

    private void WriteRate()
    {
        var price = offer.Price;
        xml.WriteStartElement("RentalRate");
        if (offer.Mileage is { } mileage)
        {
            WriteElement(
                xml, "RateDistance",
                ("Unlimited", XmlConvert.ToString(mileage.Included is null)), ("Quantity", Number(mileage.Included)),
                ("DistUnitName", OtaCodes.GetDistanceUnit(mileage.Unit)), ("VehiclePeriodUnitName", "RentalPeriod"));
        }

        var terms = new TermsWriter(xml, offer, format);
        if (price.Base is not null || terms.HasCharges)
        {
            xml.WriteStartElement("VehicleCharges");
            if (price.Base is { } rental)
            {
                WriteElement(
                    xml, "VehicleCharge",
                    ("Purpose", "1"), ("Amount", Amount(rental)), ("CurrencyCode", price.Currency), ("DecimalPlaces", decimalPlaces),
                    ("TaxInclusive", "false"), ("IncludedInEstTotalInd", "true"));
            }

            terms.WriteCharges();
            xml.WriteEndElement();
        }

        // List RTC: 16 standard, 19 prepaid.
        var isPrepaid = price.PayAtPickUp is { } atPickUp ? atPickUp < price.Total : offer.Terms?.Payment is PaymentTime.Prepaid;
        WriteElement(
            xml, "RateQualifier",
            ("RateCategory", isPrepaid ? "19" : "16"), ("RateQualifier", offer.Terms?.Payment is PaymentTime.AtPickUp ? "POSTPAID" : null));
        if (offer.FreeCancellation is not null || offer.Terms?.MinimumAge is not null)
        {
            WriteElement(
                xml, "RateRestrictions",
                ("CancellationPenaltyInd", offer.FreeCancellation is { } isFree ? XmlConvert.ToString(!isFree) : null),
                ("MinimumAge", Number(offer.Terms?.MinimumAge)));
        }

        xml.WriteEndElement();
    }

    private void WriteTotal()
    {
        var price = offer.Price;
        var withoutMandatory = price.Base ?? (price.Total - (price.TaxesAndFees ?? 0));
        WriteElement(
            xml, "TotalCharge",
            ("RateTotalAmount", price.Estimated ? null : Amount(withoutMandatory)), ("EstimatedTotalAmount", Amount(price.Total)),
            ("CurrencyCode", price.Currency), ("DecimalPlaces", decimalPlaces));
    }

    private void WriteFees()
    {
        var fees = offer.Price.TaxesAndFees;
        if (fees is null && !format.HasExcludedFee && offer.Terms?.Fees is null)
        {
            return;
        }

        xml.WriteStartElement("Fees");
        if (fees is { } mandatory)
        {
            WriteFee("26", mandatory, "Mandatory taxes and fees", isInEstimate: true);
        }

        new TermsWriter(xml, offer, format).WriteFees();
        if (format.HasExcludedFee)
        {
            WriteFee("2", offer.Price.Total, "One-way fee", isInEstimate: false);
        }

        xml.WriteEndElement();
    }

    private void WriteFee(string purpose, decimal amount, string description, bool isInEstimate) => WriteElement(
        xml, "Fee",
        ("Purpose", purpose), ("Amount", Amount(amount)), ("CurrencyCode", offer.Price.Currency), ("DecimalPlaces", decimalPlaces),
        ("TaxInclusive", "true"), ("Description", description), ("IncludedInRate", "false"),
        ("IncludedInEstTotalInd", XmlConvert.ToString(isInEstimate)));

    private void WriteAttribute(string name, string? value)
    {
        if (value is not null)
        {
            xml.WriteAttributeString(name, value);
        }
    }

    private static string? Number(int? number) => number is { } known ? XmlConvert.ToString(known) : null;

    private string Amount(decimal amount) => format.FormatAmount(amount, offer.Price.Currency);
}
