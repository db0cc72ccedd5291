using System.Globalization;
using System.Xml;

namespace CarSearch.Suppliers.OpenTravel;

/// <summary>What an answer tells of one offer, gathered in whatever order it comes.</summary>
/// <param name="question">What was asked.</param>
/// <param name="isGross">Whether the supplier is known to tell RateTotalAmount with all taxes and fees.</param>
internal sealed class OfferReading(AvailabilityQuestion question, bool isGross)
{
    private const int LongestVendor = 60;
    private const int LongestPart = 500;

    private string? status;
    private bool isOnRequest;
    private string? vendorCode;
    private string? vendorName;
    private string? vendorText;

    /// <summary>The car.</summary>
    private VehicleReading Vehicle { get; } = new();

    /// <summary>Its price.</summary>
    private PriceReading Price { get; } = new();

    /// <summary>The distance included.</summary>
    private DistanceReading Distance { get; } = new();

    /// <summary>How it is booked.</summary>
    private ReferenceReading Reference { get; } = new();

    /// <summary>Whether a booking can be canceled without a fee.</summary>
    public bool? FreeCancellation { get; private set; }

    /// <summary>Whether the last offer has a reference of the supplier's own. Without one, its vendor and place are to be put before what stands for it: they may come later.</summary>
    public bool HasReference { get; private set; }

    /// <summary>Forgets the offer.</summary>
    public void Clear()
    {
        (status, isOnRequest, FreeCancellation) = (null, false, null);
        ClearVendor();
        Vehicle.Clear();
        Price.Clear();
        Distance.Clear();
        Reference.Clear();
    }

    /// <summary>Forgets the vendor.</summary>
    public void ClearVendor() => vendorCode = vendorName = vendorText = null;

    /// <summary>Reads an element of an offer.</summary>
    /// <returns>Whether it is one.</returns>
    public bool Read(XmlReader xml)
    {
        switch (xml.LocalName)
        {
            case "VehAvailCore": ReadCore(xml); return true;
            case "Vehicle": Vehicle.ReadVehicle(xml); return true;
            case "VehType": Vehicle.ReadType(xml); return true;
            case "VehClass": Vehicle.ReadClass(xml); return true;
            case "VehMakeModel": Vehicle.ReadModel(xml); return true;
            case "VehGroup": Vehicle.ReadGroup(xml); return true;
            case "VehIdentity": Vehicle.ReadIdentity(xml); return true;
            case "RentalRate": ReadRate(xml); return true;
            case "RateDistance": Distance.Read(xml, question.Search.Days); return true;
            case "VehicleCharge": Price.ReadCharge(xml); return true;
            case "TaxAmount": Price.ReadTax(xml); return true;
            case "RateQualifier": Reference.ReadQualifier(xml); return true;
            case "RateRestrictions": ReadRestrictions(xml); return true;
            case "TotalCharge": Price.ReadTotal(xml); return true;
            case "Fee": Price.ReadFee(xml); return true;
            case "Reference": Reference.Read(xml); return true;
            case "PaymentRule": Price.ReadPayment(xml); return true;

            // Passed over, as any other name would be, but without asking what it is.
            case "VehicleCharges" or "TaxAmounts" or "Calculation" or "MinMax" or "Fees" or "PictureURL" or "VehAvailInfo" or "PaymentRules" or "Info": return true;
            default: return false;
        }
    }

    /// <summary>Reads element VehAvail or VehAvailCore.</summary>
    public void ReadCore(XmlReader xml)
    {
        while (xml.MoveToNextAttribute())
        {
            switch (xml.LocalName)
            {
                case "Status": status = xml.Value.Trim(); break;
                case "IsOnRequest": isOnRequest |= LenientValues.Flag(xml.Value) is true; break;
                case "Deeplink" or "deeplink" or "DeepLink": Reference.ReadLink(xml.Value); break;
            }
        }
    }

    /// <summary>Reads element RentalRate.</summary>
    private void ReadRate(XmlReader xml)
    {
        while (xml.MoveToNextAttribute())
        {
            switch (xml.LocalName)
            {
                case "QuoteID": Reference.ReadQuote(xml.Value); break;
                case "RateDistanceUnlimited": Distance.ReadUnlimited(xml.Value); break;
            }
        }
    }

    /// <summary>Reads element RateRestrictions.</summary>
    private void ReadRestrictions(XmlReader xml) => FreeCancellation = !LenientValues.Flag(xml.GetAttribute("CancellationPenaltyInd") ?? "") ?? FreeCancellation;

    /// <summary>Reads element Vendor.</summary>
    public void ReadVendor(XmlReader xml)
    {
        while (xml.MoveToNextAttribute())
        {
            switch (xml.LocalName)
            {
                case "Code": vendorCode = xml.Value; break;
                case "CompanyShortName": vendorName = xml.Value; break;
            }
        }
    }

    /// <summary>Takes the text of element Vendor.</summary>
    public void ReadVendorText(string text) => vendorText = text;

    /// <summary>The name of the company that hands out the car; null when it is not told, or is the supplier itself.</summary>
    public string? Vendor()
    {
        var name = LenientValues.Line(vendorName, LongestVendor) ?? LenientValues.Line(vendorText, LongestVendor) ?? LenientValues.Line(vendorCode, LongestVendor);
        return name is not null && name.Equals(question.Supplier, StringComparison.OrdinalIgnoreCase) ? null : name;
    }

    /// <summary>The offer; null when it can't be used: it is not to be had, its price is not told, or not what car it is.</summary>
    /// <param name="vendor">Who hands it out, where the offer itself does not say so.</param>
    /// <param name="pickUp">Where it is picked up.</param>
    /// <param name="dropOff">Where it is dropped off.</param>
    public SupplierOffer? ToOffer(string? vendor, OfferStation pickUp, OfferStation dropOff)
    {
        if (IsTaken() || Price.Price(question.Search.Currency, isGross) is not { } price || Vehicle.Car() is not { } car)
        {
            return null;
        }

        var from = Vendor() ?? vendor;
        var reference = Reference.Reference();
        HasReference = reference is not null;
        return new()
        {
            Reference = reference ?? Identity(price),
            BookingUrl = Reference.BookingUrl(),
            Vendor = from,
            OnRequest = isOnRequest || !(status is null or "" || status.Equals("Available", StringComparison.OrdinalIgnoreCase)),
            Car = car,
            Vehicle = Vehicle.Vehicle(car),
            Seats = Vehicle.Seats,
            Doors = Vehicle.Doors,
            Bags = Vehicle.Bags,
            PickUp = pickUp,
            DropOff = dropOff,
            Mileage = Distance.Mileage(),
            FreeCancellation = FreeCancellation,
            Price = price,
        };
    }

    /// <summary>Whether the car can't be had (InventoryStatusType of OTA_SimpleTypes.xsd). A word of the supplier's own counts as one that must be asked about.</summary>
    private bool IsTaken() => status is not null
        && (status.Equals("Unavailable", StringComparison.OrdinalIgnoreCase)
            || status.Equals("NotAvailable", StringComparison.OrdinalIgnoreCase)
            || status.Equals("Waitlist", StringComparison.OrdinalIgnoreCase)
            || status.Equals("Confirmed", StringComparison.OrdinalIgnoreCase)
            || status.Equals("SupplierBooked", StringComparison.OrdinalIgnoreCase));

    /// <summary>What tells this offer from others of its vendor and place, and stays the same when it is asked again.</summary>
    private string Identity(OfferPrice price) =>
        string.Create(CultureInfo.InvariantCulture, $"|{LenientValues.Line(Vehicle.OwnCode, LongestPart)}|{LenientValues.Line(Reference.Rate(), LongestPart)}|{price.Total}|{price.Currency}");
}
