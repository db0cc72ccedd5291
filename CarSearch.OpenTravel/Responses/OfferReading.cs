using System.Globalization;
using System.Xml;
using CarSearch.OpenTravel.Requests;
using CarSearch.Suppliers;

namespace CarSearch.OpenTravel.Responses;

/// <summary>What an answer tells of one offer, gathered in whatever order it comes.</summary>
/// <param name="question">What was asked.</param>
/// <param name="isGross">Whether the supplier is known to tell RateTotalAmount with all taxes and fees.</param>
internal sealed class OfferReading(AvailabilityQuestion question, bool isGross)
{
    private const int LongestVendor = 60;
    private const int LongestPart = 500;

    // Cars that can't be had (InventoryStatusType of OTA_SimpleTypes.xsd). A word of the supplier's own counts as one that must be asked about.
    private static readonly HashSet<string> Taken = new(StringComparer.OrdinalIgnoreCase) { "Unavailable", "NotAvailable", "Waitlist", "Confirmed", "SupplierBooked" };

    private readonly VehicleReading vehicle = new();
    private readonly PriceReading price = new();
    private readonly DistanceReading distance = new();
    private readonly ReferenceReading reference = new();
    private string? status;
    private bool isOnRequest;
    private bool? freeCancellation;
    private string? vendorCode;
    private string? vendorName;
    private string? vendorText;

    /// <summary>Whether the last offer has a reference of the supplier's own. Without one, its vendor and place are to be put before what stands for it: they may come later.</summary>
    public bool HasReference { get; private set; }

    /// <summary>Forgets the offer.</summary>
    public void Clear()
    {
        (status, isOnRequest, freeCancellation) = (null, false, null);
        ClearVendor();
        vehicle.Clear();
        price.Clear();
        distance.Clear();
        reference.Clear();
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
            case "Vehicle": vehicle.ReadVehicle(xml); return true;
            case "VehType": vehicle.ReadType(xml); return true;
            case "VehClass": vehicle.ReadClass(xml); return true;
            case "VehMakeModel": vehicle.ReadModel(xml); return true;
            case "VehGroup": vehicle.ReadGroup(xml); return true;
            case "VehIdentity": vehicle.ReadIdentity(xml); return true;
            case "RentalRate": ReadRate(xml); return true;
            case "RateDistance": distance.Read(xml, question.Search.Days); return true;
            case "VehicleCharge": price.ReadCharge(xml); return true;
            case "TaxAmount": price.ReadTax(xml); return true;
            case "RateQualifier": reference.ReadQualifier(xml); return true;
            case "RateRestrictions": ReadRestrictions(xml); return true;
            case "TotalCharge": price.ReadTotal(xml); return true;
            case "Fee": price.ReadFee(xml); return true;
            case "Reference": reference.Read(xml); return true;
            case "PaymentRule": price.ReadPayment(xml); return true;

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
                case "Deeplink" or "deeplink" or "DeepLink": reference.ReadLink(xml.Value); break;
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
                case "QuoteID": reference.ReadQuote(xml.Value); break;
                case "RateDistanceUnlimited": distance.ReadUnlimited(xml.Value); break;
            }
        }
    }

    /// <summary>Reads element RateRestrictions.</summary>
    private void ReadRestrictions(XmlReader xml) => freeCancellation = !LenientValues.Flag(xml.GetAttribute("CancellationPenaltyInd") ?? "") ?? freeCancellation;

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
        if ((status is not null && Taken.Contains(status)) || price.Price(question.Search.Currency, isGross) is not { } cost || vehicle.Car() is not { } car)
        {
            return null;
        }

        var from = Vendor() ?? vendor;
        var own = reference.Reference();
        HasReference = own is not null;
        return new()
        {
            Reference = own ?? Identity(cost),
            BookingUrl = reference.BookingUrl(),
            Vendor = from,
            OnRequest = isOnRequest || !(status is null or "" || status.Equals("Available", StringComparison.OrdinalIgnoreCase)),
            Car = car,
            Vehicle = vehicle.Vehicle(car),
            Seats = vehicle.Seats,
            Doors = vehicle.Doors,
            Bags = vehicle.Bags,
            PickUp = pickUp,
            DropOff = dropOff,
            Mileage = distance.Mileage(),
            FreeCancellation = freeCancellation,
            Price = cost,
        };
    }

    /// <summary>What tells this offer from others of its vendor and place, and stays the same when it is asked again.</summary>
    private string Identity(OfferPrice cost) =>
        string.Create(CultureInfo.InvariantCulture, $"|{LenientValues.Line(vehicle.OwnCode, LongestPart)}|{LenientValues.Line(reference.Rate(), LongestPart)}|{cost.Total}|{cost.Currency}");
}
