using CarSearch.OpenTravel.Requests;
using CarSearch.Rentals;
using CarSearch.Suppliers;

namespace CarSearch.OpenTravel.Responses;

/// <summary>Reads one offer, whose elements may be in any order.</summary>
internal sealed class OfferReader(AvailabilityQuery query, AmountUnits units, bool isGross)
{
    private const int MaxPartLength = 500;

    private readonly int days = SearchRequest.CountLocalDays(query.Search.PickUp.At, query.Search.DropOff.At);
    private readonly PriceReader price = new(units);
    private readonly ReferenceReader reference = new();
    private readonly TermsReader terms = new(query.Search.PickUp.At);
    private VehicleReader vehicle;
    private DistanceReader distance;
    private bool isUnavailable;
    private bool isOnRequest;

    /// <summary>Resets the reader.</summary>
    public void Clear()
    {
        isUnavailable = isOnRequest = false;
        vehicle = default;
        distance = default;
        price.Clear();
        reference.Clear();
        terms.Clear();
    }

    /// <summary>Reads an element of an offer.</summary>
    /// <returns>Whether the element belongs to an offer.</returns>
    public bool Read(ElementReader xml)
    {
        switch (xml.Name)
        {
            case "VehAvailCore": ReadCore(xml); return true;
            case "Vehicle" or "VehType" or "VehClass" or "VehMakeModel" or "VehGroup" or "VehIdentity":
                vehicle.Read(xml);
                return true;
            case "RentalRate": ReadRate(xml); return true;
            case "RateDistance": distance.Read(xml, days); return true;
            case "VehicleCharge": ReadLine(xml, isFee: false); return true;
            case "TaxAmount": price.ReadTax(xml); return true;
            case "RateQualifier": ReadQualifier(xml); return true;
            case "RateRestrictions": terms.ReadRestrictions(xml); return true;
            case "TotalCharge": price.ReadTotal(xml); return true;
            case "Fee": ReadLine(xml, isFee: true); return true;
            case "Reference": reference.Read(xml); return true;
            case "PaymentRule": ReadPaymentRule(xml); return true;
            case "Calculation": price.ReadCalculation(xml); return true;

            // Ignored, without the comparisons for unknown elements.
            case "VehicleCharges" or "TaxAmounts" or "MinMax" or "Fees" or "VehAvailInfo" or "PaymentRules"
                or "Info": return true;
            default: return false;
        }
    }

    /// <summary>Reads element VehAvail or VehAvailCore.</summary>
    public void ReadCore(ElementReader xml)
    {
        while (xml.MoveToNextAttribute())
        {
            switch (xml.Name)
            {
                case "Status":
                    var isAvailable = AvailabilityStatuses.IsAvailable(xml.Text);
                    isUnavailable |= isAvailable is false;
                    isOnRequest |= isAvailable is null;
                    break;
                case "IsOnRequest": isOnRequest |= LenientParser.ParseBoolean(xml.Value) is true; break;
                case "Deeplink" or "deeplink" or "DeepLink": reference.AddLink(xml.UniqueText); break;
            }
        }
    }

    /// <summary>Reads element PricedCoverage, PricedEquip or one within.</summary>
    /// <returns>Whether its text is needed, by <see cref="ReadPricedText"/>.</returns>
    public bool ReadPriced(ElementReader xml)
    {
        var name = xml.Name;
        switch (name)
        {
            case "PricedCoverage" or "PricedEquip":
                terms.BeginPriced(xml);
                break;
            case "Coverage":
                terms.Coverages.ReadCoverage(xml);
                break;
            case "Deductible":
                terms.Coverages.ReadDeductible(xml);
                break;
            case "Charge":
                var line = PriceLine.Read(xml);
                price.AddPricedCharge(line, terms.Coverages.IsDue(query.Search.DriverAge));
                terms.Coverages.AddCharge(line);
                break;
        }

        return name is "Details" && terms.Coverages.IsCancellation;
    }

    /// <summary>Reads the text of element Details.</summary>
    public void ReadPricedText(ReadOnlySpan<char> text) => terms.Coverages.ReadPeriod(text);

    /// <summary>Reads the text of element PictureURL or MinimumAge.</summary>
    public void ReadText(string name, ReadOnlySpan<char> text)
    {
        if (name is "MinimumAge")
        {
            terms.ReadMinimumAge(text);
        }
        else if (vehicle.Picture is null)
        {
            vehicle.ReadPicture(text.Trim().ToString());
        }
    }

    /// <summary>Reads an element of the extensions of a car.</summary>
    public void ReadExtension(ElementReader xml) => terms.ReadExtension(xml);

    /// <summary>Creates the offer. Returns null if it is unavailable or has no price or class of car.</summary>
    public CollectedOffer? CreateOffer(string? vendor, (OfferStation PickUp, OfferStation DropOff) stations)
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
            Vendor = vendor,
            OnRequest = isOnRequest,
            Car = car,
            Vehicle = vehicle.GetName(car),
            Seats = vehicle.Seats,
            Doors = vehicle.Doors,
            Bags = vehicle.Bags,
            Image = vehicle.Picture,
            PickUp = stations.PickUp,
            DropOff = stations.DropOff,
            Mileage = distance.Mileage,
            FreeCancellation = terms.FreeCancellation,
            Price = quote.Price,
            Terms = offerTerms,
        };
        return new CollectedOffer(offer, quote, termUnits, ownReference is not null);
    }

    private void ReadRate(ElementReader xml)
    {
        while (xml.MoveToNextAttribute())
        {
            switch (xml.Name)
            {
                case "QuoteID": reference.AddQuote(xml.UniqueText); break;
                case "RateDistanceUnlimited": distance.ReadUnlimited(xml.Value); break;
            }
        }
    }

    private void ReadQualifier(ElementReader xml)
    {
        string? category = null, qualifier = null;
        while (xml.MoveToNextAttribute())
        {
            switch (xml.Name)
            {
                case "QuoteID":
                    reference.AddQuote(xml.UniqueText);
                    break;
                case "RateCategory":
                    reference.AddRate(category = xml.Text);
                    break;
                case "RateQualifier":
                    reference.AddRate(qualifier = xml.Text);
                    break;
                case "VendorRateID" or "PromotionCode" or "CorpDiscountNmbr" or "TourInfoRPH" or "CustLoyaltyRPH":
                    reference.AddRate(xml.Value);
                    break;
            }
        }

        terms.AddQualifier(category, qualifier);
    }

    private void ReadPaymentRule(ElementReader xml)
    {
        string? rule = null, type = null;
        Amount amount = default;
        while (xml.MoveToNextAttribute())
        {
            switch (xml.Name)
            {
                case "RuleType": rule = xml.Text; break;
                case "PaymentType": type = xml.Text; break;
                default: amount.ReadAttribute(xml); break;
            }
        }

        // Prepayment in lists RUL and PMT.
        price.AddPaymentRule(amount, isPrepayment: rule is "2" || type is "4");
        terms.AddPaymentRule(xml, rule, type, amount);
    }

    private void ReadLine(ElementReader xml, bool isFee)
    {
        var line = PriceLine.Read(xml);
        var isDue = line.IsDue(query.Search.DriverAge, isFee);
        price.AddLine(line, isFee, isDue);
        terms.AddLine(line, isDue);
    }

    /// <summary>Creates a reference that, with vendor, place and price, is unique, and the same in every response.</summary>
    private string CreateReference()
    {
        var code = LenientParser.ToSingleLine(vehicle.SupplierCode, MaxPartLength);
        var rate = LenientParser.ToSingleLine(reference.GetRateKey(), MaxPartLength);
        return $"|{code}|{rate}";
    }
}
