namespace CarSearch.Suppliers;

/// <summary>
/// The terms of an offer: what a traveller pays, risks and must fulfil beside the price. What a supplier does not state is null.
/// </summary>
/// <remarks>
/// An amount below 0 or above 1,000,000,000, or in a currency that does not exist, is served as null, and so is any other value that is out
/// of range. No term makes an offer unusable. Lists are null instead of empty, and have at most <see cref="MaxCount"/> entries.
/// </remarks>
public sealed record OfferTerms
{
    /// <summary>The maximum number of entries of a list. Further ones are not served.</summary>
    public const int MaxCount = 20;

    /// <summary>Gets the refundable deposit that is blocked or paid at pick-up.</summary>
    public MoneyAmount? Deposit { get; init; }

    /// <summary>Gets the excess of the included covers: what the traveller pays of a damage.</summary>
    public IReadOnlyList<CoverExcess>? Excess { get; init; }

    /// <summary>Gets the covers included in the price.</summary>
    public IReadOnlyList<Cover>? Covers { get; init; }

    /// <summary>Gets the fuel policy.</summary>
    public FuelPolicy? FuelPolicy { get; init; }

    /// <summary>
    /// Gets the time of payment. Where <see cref="OfferPrice.PayAtPickUp"/> is known, it decides; only a guarantee has to be stated here.
    /// </summary>
    public PaymentTime? Payment { get; init; }

    /// <summary>Gets the local time at the pick-up until which a booking can be canceled without a fee.</summary>
    public DateTime? FreeUntil { get; init; }

    /// <summary>Gets the fee of a cancellation, after <see cref="FreeUntil"/> if that is known.</summary>
    public MoneyAmount? CancellationFee { get; init; }

    /// <summary>Gets the fees and taxes, included in the price or not.</summary>
    public IReadOnlyList<OfferFee>? Fees { get; init; }

    /// <summary>Gets the minimum age of the driver, 16 to 99.</summary>
    public int? MinimumAge { get; init; }

    /// <summary>Returns whether the terms are the same, including the entries of their lists.</summary>
    public bool Equals(OfferTerms? other) =>
        ReferenceEquals(this, other)
        || (other is not null
            && Deposit == other.Deposit && FuelPolicy == other.FuelPolicy && Payment == other.Payment && FreeUntil == other.FreeUntil
            && CancellationFee == other.CancellationFee && MinimumAge == other.MinimumAge
            && HasSame(Excess, other.Excess) && HasSame(Covers, other.Covers) && HasSame(Fees, other.Fees));

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Deposit, FuelPolicy, Payment, FreeUntil, CancellationFee, MinimumAge);

    private static bool HasSame<T>(IReadOnlyList<T>? one, IReadOnlyList<T>? other) =>
        ReferenceEquals(one, other) || (one is not null && other is not null && one.SequenceEqual(other));
}

/// <summary>An amount of money.</summary>
/// <param name="Amount">The amount.</param>
/// <param name="Currency">The currency (ISO 4217).</param>
public readonly record struct MoneyAmount(decimal Amount, string Currency);

/// <summary>The excess of a cover.</summary>
/// <param name="Cover">The cover.</param>
/// <param name="Amount">The excess; 0 if there is none.</param>
public readonly record struct CoverExcess(Cover Cover, MoneyAmount Amount);

/// <summary>A fee or tax.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Amount">The amount, or null if unknown.</param>
/// <param name="Included">Whether it is included in the total, or null if unknown.</param>
public readonly record struct OfferFee(FeeKind Kind, MoneyAmount? Amount, bool? Included);

/// <summary>A cover, in groups of OpenTravel's list VCT (Vehicle Coverage Type).</summary>
public enum Cover
{
    /// <summary>Damage to the car, possibly with an excess.</summary>
    CollisionDamageWaiver,

    /// <summary>Damage to the car and its theft.</summary>
    LossDamageWaiver,

    /// <summary>Theft of the car.</summary>
    TheftProtection,

    /// <summary>Reduces the excess of another cover, or removes it.</summary>
    ExcessReduction,

    /// <summary>A package of all covers.</summary>
    FullCoverage,

    /// <summary>Damage to others, as the law requires.</summary>
    ThirdPartyLiability,

    /// <summary>Damage to others beyond what the law requires.</summary>
    SupplementalLiability,

    /// <summary>Injuries of the occupants.</summary>
    PersonalAccident,

    /// <summary>The belongings of the occupants.</summary>
    PersonalEffects,

    /// <summary>Injuries and belongings of the occupants.</summary>
    PersonalAccidentAndEffects,

    /// <summary>Windows and tires.</summary>
    GlassAndTires,

    /// <summary>Breakdown assistance.</summary>
    RoadsideAssistance,

    /// <summary>Damage by drivers without insurance.</summary>
    UninsuredMotorist,
}

/// <summary>A fuel policy: those of OpenTravel's list VCP, and same to same.</summary>
public enum FuelPolicy
{
    /// <summary>Picked up full, returned full.</summary>
    FullToFull,

    /// <summary>Picked up full and paid for, returned empty.</summary>
    FullToEmpty,

    /// <summary>Returned with the fuel that it had.</summary>
    SameToSame,

    /// <summary>Picked up half full, returned half full.</summary>
    HalfToHalf,

    /// <summary>Picked up a quarter full, returned empty.</summary>
    QuarterToEmpty,

    /// <summary>Picked up empty, returned empty.</summary>
    EmptyToEmpty,

    /// <summary>The first tank is included in the price.</summary>
    FreeTank,

    /// <summary>A full tank is paid for; what remains is refunded.</summary>
    PrepurchasedWithRefund,

    /// <summary>A full tank is paid for; what remains is not refunded.</summary>
    PrepurchasedWithoutRefund,
}

/// <summary>The time of payment.</summary>
public enum PaymentTime
{
    /// <summary>With the booking.</summary>
    Prepaid,

    /// <summary>At pick-up, with a card as a guarantee of the booking.</summary>
    Guarantee,

    /// <summary>At pick-up.</summary>
    AtPickUp,

    /// <summary>A part with the booking, the rest at pick-up.</summary>
    Split,
}

/// <summary>A kind of fee.</summary>
public enum FeeKind
{
    /// <summary>For a return at another station.</summary>
    OneWay,

    /// <summary>For a young driver.</summary>
    YoungDriver,

    /// <summary>For a pick-up or return outside the opening hours.</summary>
    AfterHours,

    /// <summary>For a station at an airport.</summary>
    Airport,

    /// <summary>A tax.</summary>
    Tax,

    /// <summary>Any other.</summary>
    Other,
}
