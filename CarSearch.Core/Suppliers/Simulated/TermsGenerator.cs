using CarSearch.Cars;

namespace CarSearch.Suppliers.Simulated;

/// <summary>Generates the terms of one supplier's offers. They depend on the request, the plan and the class of car.</summary>
internal sealed class TermsGenerator(FleetProfile profile)
{
    private static readonly Cover[] LiabilityOnly = [Cover.ThirdPartyLiability];
    private static readonly Cover[] WithWaivers = [Cover.CollisionDamageWaiver, Cover.TheftProtection, Cover.ThirdPartyLiability];

    /// <summary>Generates terms in US dollars, converted and rounded to two digits.</summary>
    public OfferTerms Generate(
        SupplierRequest request, Market market, ExchangeRate rate, RatePlan plan, CarSize size, int minimumAge, OfferFee[]? fees)
    {
        // Residents of North America are insured by their own policies, and rates there include no waiver.
        var hasWaivers = market.Region != Region.NorthAmerica || request.Search.Residence is not ("US" or "CA");
        return new OfferTerms
        {
            Deposit = profile.DepositFactor is { } deposit ? CreateAmount(rate, deposit * GetDeposit(size)) : null,
            Excess = hasWaivers && profile.ExcessFactor is { } factor && CreateAmount(rate, factor * GetExcess(size)) is { } excess
                ? [new(Cover.CollisionDamageWaiver, excess), new(Cover.TheftProtection, excess)]
                : null,
            Covers = hasWaivers ? WithWaivers : LiabilityOnly,
            FuelPolicy = profile.FuelPolicy,
            Payment = plan.Payment == PaymentTime.AtPickUp && profile.NeedsGuarantee ? PaymentTime.Guarantee : null,
            FreeUntil = plan.FreeCancellation ? GetFreeUntil(request, plan) : null,
            CancellationFee = plan is { FreeCancellation: true, Payment: not PaymentTime.AtPickUp } ? CreateAmount(rate, 50) : null,
            Fees = fees,
            MinimumAge = minimumAge,
        };
    }

    /// <summary>Generates the fees at a station from those in US dollars.</summary>
    public OfferFee[]? GenerateFees(ExchangeRate rate, double oneWay, double facility, double youngDriver)
    {
        var fees = new List<OfferFee>(4);
        Add(FeeKind.OneWay, oneWay, isIncluded: true);
        Add(FeeKind.Airport, facility, isIncluded: true);
        Add(FeeKind.YoungDriver, youngDriver, isIncluded: true);
        Add(FeeKind.AfterHours, profile.AfterHoursFee, isIncluded: false);
        return fees.Count == 0 ? null : [.. fees];

        void Add(FeeKind kind, double dollars, bool isIncluded)
        {
            if (dollars > 0 && Convert(rate, dollars) is { } amount)
            {
                fees.Add(new(kind, amount, isIncluded));
            }
        }
    }

    // Until a day or two before the pick-up; of a later booking until the pick-up.
    private static DateTime GetFreeUntil(SupplierRequest request, RatePlan plan)
    {
        var pickUp = request.Search.PickUp.At;
        var until = pickUp.AddHours(plan.Payment == PaymentTime.AtPickUp ? -24 : -48);
        return request.RequestedAt is { } time && until <= time.UtcDateTime.AddDays(1) ? pickUp : until;
    }

    private static double GetDeposit(CarSize size) => size switch
    {
        <= CarSize.Compact => 250,
        <= CarSize.FullSize => 350,
        CarSize.Premium => 700,
        _ => 1_200,
    };

    private static double GetExcess(CarSize size) => size switch
    {
        <= CarSize.Compact => 1_100,
        <= CarSize.FullSize => 1_500,
        CarSize.Premium => 2_200,
        _ => 3_000,
    };

    private static MoneyAmount? CreateAmount(ExchangeRate rate, double dollars)
    {
        var unit = 1L;
        var minor = rate.ToMinor(dollars);
        while (minor / unit >= 100)
        {
            unit *= 10;
        }

        minor = (minor + (unit / 2)) / unit * unit;
        return rate.ExceedsMax(minor) ? null : new(rate.ToDecimal(minor), rate.Currency);
    }

    private static MoneyAmount? Convert(ExchangeRate rate, double dollars) =>
        rate.ToMinor(dollars) is var minor && rate.ExceedsMax(minor) ? null : new(rate.ToDecimal(minor), rate.Currency);
}
