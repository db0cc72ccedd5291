using System.Xml;
using CarSearch.OpenTravel.Requests;
using CarSearch.Rentals;
using CarSearch.Suppliers;

namespace CarSearch.OpenTravel.Responses;

/// <summary>Reads one offer, whose elements may be in any order.</summary>
/// <param name="query">The query.</param>
/// <param name="units">The units of the amounts of the response.</param>
/// <param name="isGross">Whether the supplier's RateTotalAmount includes all taxes and fees.</param>
internal sealed class OfferReader(AvailabilityQuery query, AmountUnits units, bool isGross)
{
    private const int MaxVendorLength = 60;
    private const int MaxPartLength = 500;

    private readonly int days = SearchRequest.CountLocalDays(query.Search.PickUp.At, query.Search.DropOff.At);
    private readonly VehicleReader vehicle = new();
    private readonly PriceReader price = new(units, query.Search.DriverAge);
    private readonly DistanceReader distance = new();
    private readonly ReferenceReader reference = new();
    private readonly TermsReader terms = new(query.Search.PickUp.At, query.Search.DriverAge);
    private bool isUnavailable;
    private bool isOnRequest;
    private string? vendorCode;
    private string? vendorName;
    private string? vendorText;

    /// <summary>Resets the reader.</summary>
    public void Clear()
    {
        isUnavailable = isOnRequest = false;
        ClearVendor();
        vehicle.Clear();
        price.Clear();
        distance.Clear();
        reference.Clear();
        terms.Clear();
    }

    /// <summary>Resets the vendor.</summary>
    public void ClearVendor() => vendorCode = vendorName = vendorText = null;

    /// <summary>Reads an element of an offer.</summary>
    /// <returns>Whether the element belongs to an offer.</returns>
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
            case "RateDistance": distance.Read(xml, days); return true;
            case "VehicleCharge": terms.AddLine(price.ReadCharge(xml), isFee: false); return true;
            case "TaxAmount": price.ReadTax(xml); return true;
            case "RateQualifier":
                reference.ReadQualifier(xml);
                terms.ReadQualifier(xml);
                return true;
            case "RateRestrictions": terms.ReadRestrictions(xml); return true;
            case "TotalCharge": price.ReadTotal(xml); return true;
            case "Fee": terms.AddLine(price.ReadFee(xml), isFee: true); return true;
            case "Reference": reference.Read(xml); return true;
            case "PaymentRule":
                price.ReadPayment(xml);
                terms.ReadPayment(xml);
                return true;
            case "Calculation": price.ReadCalculation(xml); return true;

            // Ignored, without the comparisons for unknown elements.
            case "VehicleCharges" or "TaxAmounts" or "MinMax" or "Fees" or "VehAvailInfo" or "PaymentRules"
                or "Info": return true;
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
                case "Status": ReadStatus(xml.Value); break;
                case "IsOnRequest": isOnRequest |= LenientParser.ParseBoolean(xml.Value) is true; break;
                case "Deeplink" or "deeplink" or "DeepLink": reference.ReadLink(xml.Value); break;
            }
        }
    }

    private void ReadStatus(string text)
    {
        var status = AvailabilityStatuses.Parse(text);
        isUnavailable |= status is AvailabilityStatus.Unavailable;
        isOnRequest |= status is AvailabilityStatus.OnRequest;
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

    /// <summary>Reads the text of element Vendor.</summary>
    public void ReadVendorText(string text) => vendorText = text;

    /// <summary>Returns the name of the rental company, or null if it is unknown or the supplier itself.</summary>
    public string? GetVendor()
    {
        var name = LenientParser.ToSingleLine(vendorName, MaxVendorLength)
            ?? LenientParser.ToSingleLine(vendorText, MaxVendorLength)
            ?? LenientParser.ToSingleLine(vendorCode, MaxVendorLength);
        return name is not null && name.Equals(query.Supplier, StringComparison.OrdinalIgnoreCase) ? null : name;
    }

    /// <summary>Reads element PricedCoverage, PricedEquip or one within.</summary>
    /// <returns>Whether its text is needed, by <see cref="ReadPricedText"/>.</returns>
    public bool ReadPriced(XmlReader xml)
    {
        switch (xml.LocalName)
        {
            case "PricedCoverage" or "PricedEquip": price.ReadPriced(xml); break;
            case "Coverage": price.ReadCoverage(xml); break;
            case "Charge":
                terms.AddPricedCharge(price.ReadPricedCharge(xml));
                return false;
        }

        return terms.ReadPriced(xml);
    }

    /// <summary>Reads the text of an element within a coverage.</summary>
    public void ReadPricedText(string text) => terms.ReadCoverageText(text);

    /// <summary>Reads the text of element PictureURL or MinimumAge.</summary>
    public void ReadText(string name, string text)
    {
        if (name is "PictureURL")
        {
            vehicle.ReadPicture(text);
        }
        else
        {
            terms.ReadMinimumAge(text);
        }
    }

    /// <summary>Reads an element of the extensions of a car.</summary>
    public void ReadExtension(XmlReader xml) => terms.ReadExtension(xml);

    /// <summary>Creates the offer. Returns null if it is unavailable or has no price or class of car.</summary>
    /// <param name="vendor">The rental company, if the offer does not name one.</param>
    /// <param name="pickUp">The pick-up station.</param>
    /// <param name="dropOff">The drop-off station.</param>
    public CollectedOffer? CreateOffer(string? vendor, OfferStation pickUp, OfferStation dropOff)
    {
        if (isUnavailable || price.GetPrice(query.Search.Currency, isGross) is not { } quote || vehicle.GetCar() is not { } car)
        {
            return null;
        }

        if (days != query.Search.Days)
        {
            quote = quote with { Price = quote.Price with { Days = days } };
        }

        var ownReference = reference.GetReference();
        var offerTerms = terms.CreateTerms(price.Currency, quote.Price, out var termUnits);
        var offer = new SupplierOffer
        {
            Reference = ownReference ?? CreateReference(),
            BookingUrl = reference.GetBookingUrl(),
            Vendor = GetVendor() ?? vendor,
            OnRequest = isOnRequest,
            Car = car,
            Vehicle = vehicle.GetName(car),
            Seats = vehicle.Seats,
            Doors = vehicle.Doors,
            Bags = vehicle.Bags,
            Image = vehicle.Picture,
            PickUp = pickUp,
            DropOff = dropOff,
            Mileage = distance.GetMileage(),
            FreeCancellation = terms.FreeCancellation,
            Price = quote.Price,
            Terms = offerTerms,
        };
        return new CollectedOffer(offer, quote, termUnits, ownReference is not null);
    }

    /// <summary>Creates a reference that, with vendor, place and price, is unique, and the same in every response.</summary>
    private string CreateReference()
    {
        var code = LenientParser.ToSingleLine(vehicle.SupplierCode, MaxPartLength);
        var rate = LenientParser.ToSingleLine(reference.RateKey, MaxPartLength);
        return $"|{code}|{rate}";
    }
}
