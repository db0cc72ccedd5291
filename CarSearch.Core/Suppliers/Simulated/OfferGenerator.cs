using CarSearch.Rentals;

namespace CarSearch.Suppliers.Simulated;

/// <summary>Makes one supplier's offers: a function of the request, and of nothing else.</summary>
internal sealed class OfferGenerator
{
    private const double SoldOut = 0.12;

    private readonly FleetProfile profile;
    private readonly int? offersPerAirport;
    private readonly ulong identity;
    private readonly string bookingUrl;
    private readonly RatedModel[][] fleets;

    /// <summary>Prepares everything that no request changes.</summary>
    public OfferGenerator(FleetProfile profile, int? offersPerAirport)
    {
        this.profile = profile;
        this.offersPerAirport = offersPerAirport;
        this.identity = 0UL.Then(profile.Name);
        this.bookingUrl = $"https://{profile.Name.ToLowerInvariant()}.example/book/";
        this.fleets = [.. Enum.GetValues<Region>().Select(FleetOf)];
    }

    /// <summary>The models this supplier has in a region: one for each class it has there.</summary>
    public IEnumerable<VehicleModel> Models(Region region) => fleets[(int)region].Select(rated => rated.Model);

    /// <summary>The offers, airport after airport; none where the supplier has no car for this driver or this way back.</summary>
    public SupplierOffer[] Generate(SupplierRequest request, CancellationToken cancellationToken)
    {
        var search = request.Search;
        if (!profile.Serves(search.PickUp.Country) || search.DriverAge < profile.MinimumAge)
        {
            return [];
        }

        var market = Markets.Of(search.PickUp.Country);
        var stations = new List<Station>(search.PickUp.Airports.Count);
        var count = 0;
        foreach (var airport in search.PickUp.Airports)
        {
            if (StationAt(airport, search, market) is { } station)
            {
                stations.Add(station);
                count += station.Count;
            }
        }

        var quote = new Quote(
            market, ExchangeRates.Of(search.Currency), search,
            Limit(profile.DailyKilometers is { } limit && market.Region != Region.NorthAmerica ? limit : null, search.Days, market),
            Limit(160, search.Days, market)!,
            profile.PriceLevel * market.PriceLevel * RateCard.DaysCharged(search.Days, profile.WeekInDays)
                * RateCard.Season(search.PickUp.At, market.South) * RateCard.Lead(request.AskedAt, search.PickUp.At),
            identity.Then(RequestHash.Of(search)));
        var offers = new SupplierOffer[count];
        var at = 0;
        foreach (var station in stations)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Fill(offers, ref at, station, quote);
        }

        return at == count ? offers : offers[..at];
    }

    private RatedModel[] FleetOf(Region region) =>
    [
        .. VehicleModels.Of(region)
            .Where(model => profile.Has(model.Car))
            .GroupBy(model => model.Car)
            .Select(same => same.ElementAt((int)(identity.Then(same.Key.Acriss) % (ulong)same.Count())))
            .Select(model => new RatedModel(model, RateCard.Daily(model.Car, region), 0UL.Then(model.Vehicle))),
    ];

    private Station? StationAt(RentalAirport airport, SearchRequest search, Market market)
    {
        var (dropOff, way) = WayBackFrom(airport, search);
        if (way > profile.OneWay)
        {
            return null;
        }

        var hash = identity.Then(airport.Code);
        var hub = Markets.IsHub(airport.Code);
        var site = Site(airport.Code);
        var pickUp = StationOf(airport, site);
        var middle = (profile.FewestOffers + profile.MostOffers) / 2;
        var (fewest, most) = hub ? (middle, profile.MostOffers) : (profile.FewestOffers, middle);
        var oneWay = RateCard.OneWayFee(way, profile.PriceLevel);
        return new Station(
            hash,
            offersPerAirport ?? fewest + (int)(hash.Then(1) % (ulong)(most - fewest + 1)),
            pickUp,
            way == WayBack.SameStation ? pickUp : StationOf(dropOff, Site(dropOff.Code)),
            (hub ? 1.10 : 1.0) * (0.97 + (0.06 * StableHash.Unit(hash.Then(2)))),
            market.Tax + RateCard.Concession(hub, site),
            oneWay + RateCard.FacilityFee(hub, site, search.Days)
                + RateCard.YoungDriverFee(search.DriverAge, profile.YoungDriverFee * market.PriceLevel, search.Days),
            oneWay);
    }

    private static (RentalAirport DropOff, WayBack Way) WayBackFrom(RentalAirport pickUp, SearchRequest search)
    {
        var to = search.DropOff;
        for (var i = 0; i < to.Airports.Count; i++)
        {
            if (to.Airports[i].Code == pickUp.Code)
            {
                return (pickUp, WayBack.SameStation);
            }
        }

        var dropOff = to.Airports[0];
        for (var i = 0; i < search.PickUp.Airports.Count; i++)
        {
            if (search.PickUp.Airports[i].Code == dropOff.Code)
            {
                return (dropOff, WayBack.SameCity);
            }
        }

        return (dropOff,
            to.Country != search.PickUp.Country ? WayBack.Abroad :
            to.TimeZone != search.PickUp.TimeZone ? WayBack.SameCountry : WayBack.SameTimeZone);
    }

    private bool Site(string airport) => profile.Site switch
    {
        StationSite.Terminal => true,
        StationSite.Shuttle => false,
        _ => Markets.IsHub(airport) || (identity.Then(airport).Then(3) & 1) == 0,
    };

    private OfferStation StationOf(RentalAirport airport, bool atAirport)
    {
        var name = atAirport ? airport.Name : $"{profile.Name}, shuttle from {airport.Name}";
        return new OfferStation(airport.Code, name.Length > 120 ? name[..120] : name, atAirport);
    }

    private static Mileage? Limit(int? kilometersADay, int days, Market market) =>
        kilometersADay is not { } limit ? Mileage.Unlimited :
        market.Miles ? new Mileage(limit * 5 / 8 * days, DistanceUnit.Miles) :
        new Mileage(limit * days, DistanceUnit.Kilometers);

    private void Fill(SupplierOffer[] offers, ref int at, Station station, Quote quote)
    {
        var fleet = fleets[(int)quote.Market.Region];
        var day = station.Hash.Then((ulong)quote.Search.PickUp.At.Date.Ticks);
        Span<int> available = stackalloc int[fleet.Length];
        var models = 0;
        for (var i = 0; i < fleet.Length; i++)
        {
            var forDriver = quote.Search.DriverAge >= RateCard.FullAge || !fleet[i].Model.ForExperienced;
            if (forDriver && StableHash.Unit(day.Then(fleet[i].Hash)) >= SoldOut)
            {
                available[models++] = i;
            }
        }

        for (var k = 0; k < station.Count && models > 0; k++)
        {
            // All models once, then again at other conditions, then again as another depot's.
            var rated = fleet[available[k % models]];
            var hash = day.Then(rated.Hash).Then((ulong)(k / models));
            var plan = profile.Plans[(int)((rated.Hash + (ulong)(k / models)) % (ulong)profile.Plans.Count)];
            offers[at] = Offer(station, quote, rated, plan, hash, quote.Hash.Then((ulong)at));
            at++;
        }
    }

    private SupplierOffer Offer(Station station, Quote quote, RatedModel rated, RatePlan plan, ulong hash, ulong id)
    {
        var reference = Reference(id);
        var rental = rated.Daily * quote.Factor * station.Factor * plan.Factor * (0.96 + (0.08 * StableHash.Unit(hash)));
        return new SupplierOffer
        {
            Reference = reference,
            BookingUrl = string.Concat(bookingUrl, reference),
            Vendor = profile.Vendors is { Count: > 0 } vendors ? vendors[(int)(hash.Then(2) % (ulong)vendors.Count)] : null,
            OnRequest = StableHash.Unit(hash.Then(1)) < profile.OnRequest,
            Car = rated.Model.Car,
            Vehicle = rated.Model.Vehicle,
            Seats = rated.Model.Seats,
            Doors = rated.Model.Doors,
            Bags = rated.Model.Bags,
            PickUp = station.PickUp,
            DropOff = station.DropOff,
            Mileage = plan.LimitedMileage || rated.Model.LimitedMileage ? quote.Limited : quote.Usual,
            FreeCancellation = plan.FreeCancellation,
            Price = Price(rental, station, plan, quote.Rate),
        };
    }

    private static OfferPrice Price(double rental, Station station, RatePlan plan, ExchangeRate rate)
    {
        var rentalPart = rate.ToMinor(rental);
        var fees = rate.ToMinor((rental * station.FeeShare) + station.Fees);
        var total = rentalPart + fees;
        if (rate.IsTooMuch(total))
        {
            return Price(rental, station, plan, ExchangeRates.Dollar);
        }

        var atDesk = plan.Payment switch
        {
            Payment.AtDesk => total,
            Payment.Deposit => total - rate.ToMinor(rental * RateCard.DepositShare),
            _ => rate.ToMinor(station.OneWayFee),
        };
        return new OfferPrice
        {
            Total = rate.ToDecimal(total),
            Currency = rate.Currency,
            Base = rate.ToDecimal(rentalPart),
            TaxesAndFees = rate.ToDecimal(fees),
            PayAtPickUp = rate.ToDecimal(atDesk),
        };
    }

    // Thirteen digits of Crockford's base 32, which leaves out the letters that are mistaken for others.
    private static string Reference(ulong id) => string.Create(13, id, static (to, bits) =>
    {
        for (var i = 0; i < to.Length; i++, bits >>= 5)
        {
            to[i] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"[(int)(bits & 31)];
        }
    });

    private sealed record RatedModel(VehicleModel Model, double Daily, ulong Hash);

    /// <summary>What all offers at one airport share.</summary>
    private sealed record Station(
        ulong Hash, int Count, OfferStation PickUp, OfferStation DropOff, double Factor, double FeeShare, double Fees, double OneWayFee);

    /// <summary>What all offers of one answer share.</summary>
    private sealed record Quote(
        Market Market, ExchangeRate Rate, SearchRequest Search, Mileage? Usual, Mileage Limited, double Factor, ulong Hash);
}
