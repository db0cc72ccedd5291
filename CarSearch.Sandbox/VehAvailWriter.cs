using System.Xml;
using CarSearch.Cars;
using CarSearch.Suppliers;
using static CarSearch.Sandbox.AvailAnswerWriter;

namespace CarSearch.Sandbox;

/// <summary>Writes one offer as a <c>VehAvail</c>, as <see cref="AvailAnswerWriter"/> tells.</summary>
internal readonly struct VehAvailWriter(XmlWriter xml, SupplierOffer offer)
{
    /// <summary>Writes it.</summary>
    /// <param name="hasTotal">Whether its total is told.</param>
    public void Write(bool hasTotal)
    {
        xml.WriteStartElement("VehAvail");
        xml.WriteStartElement("VehAvailCore");
        xml.WriteAttributeString("Status", offer.OnRequest ? "OnRequest" : "Available");
        WriteVehicle();
        WriteRate();
        if (hasTotal)
        {
            WriteTotal();
        }

        WriteFees();
        Element(xml, "Reference", ("URL", offer.BookingUrl), ("Type", "16"), ("ID", offer.Reference));
        xml.WriteEndElement();
        WritePayment();
        xml.WriteEndElement();
    }

    private void WriteVehicle()
    {
        var car = offer.Car;
        xml.WriteStartElement("Vehicle");
        Attribute("AirConditionInd", car.AirConditioning is { } air ? XmlConvert.ToString(air) : null);
        Attribute("TransmissionType", car.Transmission switch { Transmission.Manual => "Manual", Transmission.Automatic => "Automatic", _ => null });
        Attribute("FuelType", OtaCodes.FuelType(car.Fuel));
        Attribute("DriveType", OtaCodes.DriveType(car.Drive));
        Attribute("PassengerQuantity", Number(offer.Seats));
        Attribute("BaggageQuantity", Number(offer.Bags));
        Attribute("Code", car.Acriss);
        Attribute("CodeContext", car.Acriss is null ? null : "ACRISS");
        Element(xml, "VehType", ("VehicleCategory", OtaCodes.Category(car)), ("DoorCount", Number(offer.Doors)));
        Element(xml, "VehClass", ("Size", OtaCodes.Size(car)));
        Element(xml, "VehMakeModel", ("Name", offer.Vehicle), ("Code", car.Acriss));
        xml.WriteEndElement();
    }

    private void WriteRate()
    {
        var price = offer.Price;
        xml.WriteStartElement("RentalRate");
        if (offer.Mileage is { } mileage)
        {
            Element(
                xml, "RateDistance",
                ("Unlimited", XmlConvert.ToString(mileage.Included is null)), ("Quantity", Number(mileage.Included)),
                ("DistUnitName", OtaCodes.DistUnitName(mileage.Unit)), ("VehiclePeriodUnitName", "RentalPeriod"));
        }

        if (price.Base is { } rental)
        {
            xml.WriteStartElement("VehicleCharges");
            Element(
                xml, "VehicleCharge",
                ("Purpose", "1"), ("Amount", Amount(rental)), ("CurrencyCode", price.Currency), ("TaxInclusive", "false"), ("IncludedInEstTotalInd", "true"));
            xml.WriteEndElement();
        }

        // List RTC: standard, or a rate that is paid when booking.
        Element(xml, "RateQualifier", ("RateCategory", price.PayAtPickUp is { } atDesk && atDesk < price.Total ? "19" : "16"));
        if (offer.FreeCancellation is { } isFree)
        {
            Element(xml, "RateRestrictions", ("CancellationPenaltyInd", XmlConvert.ToString(!isFree)));
        }

        xml.WriteEndElement();
    }

    private void WriteTotal()
    {
        var price = offer.Price;
        var withoutMandatory = price.Base ?? (price.Total - (price.TaxesAndFees ?? 0));
        Element(
            xml, "TotalCharge",
            ("RateTotalAmount", price.Estimated ? null : Amount(withoutMandatory)), ("EstimatedTotalAmount", Amount(price.Total)), ("CurrencyCode", price.Currency));
    }

    private void WriteFees()
    {
        if (offer.Price.TaxesAndFees is { } fees)
        {
            xml.WriteStartElement("Fees");
            Element(
                xml, "Fee",
                ("Purpose", "26"), ("Amount", Amount(fees)), ("CurrencyCode", offer.Price.Currency), ("TaxInclusive", "true"), ("Description", "Mandatory taxes and fees"),
                ("IncludedInRate", "false"), ("IncludedInEstTotalInd", "true"));
            xml.WriteEndElement();
        }
    }

    private void WritePayment()
    {
        var price = offer.Price;
        if (price.PayAtPickUp is { } atDesk)
        {
            xml.WriteStartElement("VehAvailInfo");
            xml.WriteStartElement("PaymentRules");
            Element(
                xml, "PaymentRule",
                ("RuleType", atDesk > 0 && atDesk < price.Total ? "3" : "2"), ("PaymentType", "4"), ("Amount", Amount(price.Total - atDesk)), ("CurrencyCode", price.Currency));
            xml.WriteEndElement();
            xml.WriteEndElement();
        }
    }

    private void Attribute(string name, string? value)
    {
        if (value is not null)
        {
            xml.WriteAttributeString(name, value);
        }
    }

    private static string? Number(int? number) => number is { } known ? XmlConvert.ToString(known) : null;

    private static string Amount(decimal amount) => XmlConvert.ToString(amount);
}
