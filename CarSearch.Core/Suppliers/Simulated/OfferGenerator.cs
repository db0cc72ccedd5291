using CarSearch.Cars;
using CarSearch.Rentals;

namespace CarSearch.Suppliers.Simulated;

/// <summary>Generates the offers of one supplier. They depend on the request alone.</summary>
internal sealed class OfferGenerator(FleetProfile profile, int? offersPerAirport)
{
    private const double SoldOutFraction = 0.12;

    private static readonly int SizeCount = Enum.GetValues<CarSize>().Length;

    private readonly ulong identity = GetIdentity(profile);
    private readonly string bookingUrl = $"https://{profile.Name.ToLowerInvariant()}.example/book/";
    private readonly RatedModel[][] fleets = [.. Enum.GetValues<Region>().Select(region => CreateFleet(profile, region))];
    private readonly TermsGenerator terms = new(profile);
    private readonly StationGenerator stations = new(profile);

    /// <summary>Returns the supplier's models in a region, one per class.</summary>
    public IEnumerable<VehicleModel> Models(Region region) => fleets[(int)region].Select(rated => rated.Model);

    /// <summary>Generates the offers by airport: none if the supplier does not serve the driver's age or the return location.</summary>
    public IReadOnlyList<SupplierOffer> Generate(SupplierRequest request, CancellationToken cancellationToken)
    {
        var search = request.Search;
        if (!profile.Serves(search.PickUp.Country) || search.DriverAge < profile.MinDriverAge)
        {
            return [];
        }

        var market = Markets.Find(search.PickUp.Country);
        var rate = ExchangeRates.Find(search.Currency);
        var quote = new Quote(
            market, rate, request,
            LimitMileage(profile.DailyKilometers is { } limit && market.Region != Region.NorthAmerica ? limit : null, search.Days, market),
            LimitMileage(160, search.Days, market)!,
            profile.PriceLevel * market.PriceLevel * RateCard.DaysCharged(search.Days, profile.WeekInDays)
                * RateCard.Season(search.PickUp.At, market.South) * RateCard.Lead(request.RequestedAt, search.PickUp.At),
            identity.Then(StableHash.Compute(search)));
        var offers = new List<SupplierOffer>(profile.MaxOffers);
        foreach (var airport in search.PickUp.Airports)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (CreateStation(airport, search, market, rate) is { } station)
            {
                Fill(offers, station, quote);
            }
        }

        return offers;
    }

    private static ulong GetIdentity(FleetProfile profile) => 0UL.Then(profile.Name);

    private static RatedModel[] CreateFleet(FleetProfile profile, Region region) =>
    [
        .. VehicleModels.GetAll(region)
            .Where(model => profile.Has(model.Car))
            .GroupBy(model => model.Car)
            .Select(same => same.ElementAt((int)(GetIdentity(profile).Then(same.Key.Acriss) % (ulong)same.Count())))
            .Select(model => new RatedModel(model, RateCard.Daily(model.Car, region), 0UL.Then(model.Vehicle)))
    ];

    private Station? CreateStation(RentalAirport airport, SearchRequest search, Market market, ExchangeRate rate)
    {
        var (dropOff, distance) = StationGenerator.FindReturn(airport, search);
        if (distance > profile.MaxReturnDistance)
        {
            return null;
        }

        var hash = identity.Then(airport.Code);
        var hub = Markets.IsHub(airport.Code);
        var atTerminal = IsAtTerminal(airport.Code);
        var pickUp = stations.Generate(airport, search.PickUp.Country, atTerminal, hash);
        var middle = (profile.MinOffers + profile.MaxOffers) / 2;
        var (min, max) = hub ? (middle, profile.MaxOffers) : (profile.MinOffers, middle);
        var oneWay = RateCard.OneWayFee(distance, profile.PriceLevel);
        var facility = RateCard.FacilityFee(hub, atTerminal, search.Days);
        var youngDriver = RateCard.YoungDriverFee(search.DriverAge, profile.YoungDriverFee * market.PriceLevel, search.Days);
        return new Station(
            hash,
            offersPerAirport ?? min + (int)(hash.Then(1) % (ulong)(max - min + 1)),
            pickUp,
            distance == ReturnDistance.SameStation
                ? pickUp
                : stations.Generate(dropOff, search.DropOff.Country, IsAtTerminal(dropOff.Code), identity.Then(dropOff.Code)),
            (hub ? 1.10 : 1.0) * (0.97 + (0.06 * StableHash.ToUniform(hash.Then(2)))),
            market.Tax + RateCard.Concession(hub, atTerminal),
            oneWay + facility + youngDriver,
            oneWay,
            terms.GenerateFees(rate, oneWay, facility, youngDriver),
            new OfferTerms?[profile.Plans.Count * SizeCount * 2]);
    }

    private bool IsAtTerminal(string airport) => profile.Site switch
    {
        StationSite.Terminal => true,
        StationSite.Shuttle => false,
        _ => Markets.IsHub(airport) || (identity.Then(airport).Then(3) & 1) == 0,
    };

    private static Mileage? LimitMileage(int? kilometersPerDay, int days, Market market) =>
        kilometersPerDay is not { } limit ? Mileage.Unlimited :
        market.Miles ? new Mileage(limit * 5 / 8 * days, DistanceUnit.Miles) :
        new Mileage(limit * days, DistanceUnit.Kilometers);

    private void Fill(List<SupplierOffer> offers, Station station, Quote quote)
    {
        var fleet = fleets[(int)quote.Market.Region];
        var day = station.Hash.Then((ulong)quote.Request.Search.PickUp.At.Date.Ticks);
        Span<int> available = stackalloc int[fleet.Length];
        var models = 0;
        for (var i = 0; i < fleet.Length; i++)
        {
            var isAllowed = quote.Request.Search.DriverAge >= RateCard.FullDriverAge || !fleet[i].Model.RequiresFullDriverAge;
            if (isAllowed && StableHash.ToUniform(day.Then(fleet[i].Hash)) >= SoldOutFraction)
            {
                available[models++] = i;
            }
        }

        for (var k = 0; k < station.Count && models > 0; k++)
        {
            // All models once, then again with other conditions.
            var rated = fleet[available[k % models]];
            var hash = day.Then(rated.Hash).Then((ulong)(k / models));
            var plan = (int)((rated.Hash + (ulong)(k / models)) % (ulong)profile.Plans.Count);
            offers.Add(CreateOffer(station, quote, rated, plan, hash, quote.Hash.Then((ulong)offers.Count)));
        }
    }

    private SupplierOffer CreateOffer(Station station, Quote quote, RatedModel rated, int planIndex, ulong hash, ulong id)
    {
        var plan = profile.Plans[planIndex];
        var reference = CreateReference(id);
        var rental = rated.Daily * quote.Factor * station.Factor * plan.Factor * (0.96 + (0.08 * StableHash.ToUniform(hash)));
        return new SupplierOffer
        {
            Reference = reference,
            BookingUrl = string.Concat(bookingUrl, reference),
            Vendor = profile.Vendors is { Count: > 0 } vendors ? vendors[(int)(hash.Then(2) % (ulong)vendors.Count)] : null,
            OnRequest = StableHash.ToUniform(hash.Then(1)) < profile.OnRequest,
            Car = rated.Model.Car,
            Vehicle = rated.Model.Vehicle,
            Seats = rated.Model.Seats,
            Doors = rated.Model.Doors,
            Bags = rated.Model.Bags,
            PickUp = station.PickUp,
            DropOff = station.DropOff,
            Mileage = plan.LimitedMileage || rated.Model.LimitedMileage ? quote.Limited : quote.Mileage,
            FreeCancellation = plan.FreeCancellation,
            Price = CreatePrice(rental, station, plan, quote.Rate),
            Terms = GetTerms(station, quote, rated.Model, planIndex),
        };
    }

    /// <summary>Returns the terms of a plan and class of car, of which the offers at a station share one instance.</summary>
    private OfferTerms GetTerms(Station station, Quote quote, VehicleModel model, int plan)
    {
        var needsFullAge = model.RequiresFullDriverAge;
        ref var cached = ref station.Terms[(((plan * SizeCount) + (int)model.Car.Size) * 2) + (needsFullAge ? 1 : 0)];
        return cached ??= terms.Generate(
            quote.Request, quote.Market, quote.Rate, profile.Plans[plan], model.Car.Size,
            needsFullAge ? RateCard.FullDriverAge : profile.MinDriverAge, station.Fees);
    }

    private static OfferPrice CreatePrice(double rental, Station station, RatePlan plan, ExchangeRate rate)
    {
        var rentalPart = rate.ToMinor(rental);
        var fees = rate.ToMinor((rental * station.FeeShare) + station.FeeTotal);
        var total = rentalPart + fees;
        if (rate.ExceedsMax(total))
        {
            return CreatePrice(rental, station, plan, ExchangeRates.Dollar);
        }

        var atPickUp = plan.Payment switch
        {
            PaymentTime.AtPickUp => total,
            PaymentTime.Split => total - rate.ToMinor(rental * RateCard.DepositShare),
            _ => rate.ToMinor(station.OneWayFee),
        };
        return new OfferPrice
        {
            Total = rate.ToDecimal(total),
            Currency = rate.Currency,
            Base = rate.ToDecimal(rentalPart),
            TaxesAndFees = rate.ToDecimal(fees),
            PayAtPickUp = rate.ToDecimal(atPickUp),
        };
    }

    // Thirteen digits of Crockford's base 32, which has no ambiguous letters.
    private static string CreateReference(ulong id) => string.Create(13, id, static (destination, bits) =>
    {
        for (var i = 0; i < destination.Length; i++, bits >>= 5)
        {
            destination[i] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"[(int)(bits & 31)];
        }
    });

    private sealed record RatedModel(VehicleModel Model, double Daily, ulong Hash);

    /// <summary>The data shared by all offers at one airport.</summary>
    private sealed record Station(
        ulong Hash, int Count, OfferStation PickUp, OfferStation DropOff, double Factor, double FeeShare, double FeeTotal, double OneWayFee,
        OfferFee[]? Fees, OfferTerms?[] Terms);

    /// <summary>The data shared by all offers of one response.</summary>
    private sealed record Quote(
        Market Market, ExchangeRate Rate, SupplierRequest Request, Mileage? Mileage, Mileage Limited, double Factor, ulong Hash);
}
