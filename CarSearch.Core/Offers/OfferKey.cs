using CarSearch.Cars;
using CarSearch.Suppliers;

namespace CarSearch.Offers;

/// <summary>
/// What filters, facets and sorting use, and the position of the offer's JSON in its <see cref="OfferBlock"/>. Seats are 0 and the
/// currency of the deposit is the default if the supplier does not state them.
/// </summary>
internal readonly record struct OfferKey(
    int Start,
    int Length,
    ulong Id,
    long Price,
    long Deposit,
    Currency3 Currency,
    Currency3 DepositCurrency,
    CarSize Size,
    CarType Type,
    byte Transmission,
    byte Seats,
    Fuel Fuel,
    OfferFeatures Features)
{
    /// <summary>The value for a transmission that the supplier does not state.</summary>
    public const byte UnknownTransmission = 2;

    /// <summary>The value for a deposit that the supplier does not state: above every amount.</summary>
    public const long UnknownDeposit = long.MaxValue;

    public static long ToPrice(decimal amount) => (long)(amount * Money.Scale);

    public static OfferKey From(SupplierOffer offer, ulong id, int places, MoneyAmount? deposit, int start, int length) => new(
        Start: start,
        Length: length,
        Id: id,
        Price: ToPrice(Money.Round(offer.Price.Total, places)),
        Deposit: deposit is { } known ? ToPrice(known.Amount) : UnknownDeposit,
        Currency: Currency3.From(offer.Price.Currency),
        DepositCurrency: deposit is { } stated ? Currency3.From(stated.Currency) : default,
        Size: offer.Car.Size,
        Type: offer.Car.Type,
        Transmission: offer.Car.Transmission is { } transmission ? (byte)transmission : UnknownTransmission,
        Seats: (byte)(offer.Seats ?? 0),
        Fuel: offer.Car.Fuel,
        Features: Flag(offer.Car.AirConditioning, OfferFeatures.AirConditioning, OfferFeatures.NoAirConditioning)
            | Flag(offer.FreeCancellation, OfferFeatures.FreeCancellation, OfferFeatures.NoFreeCancellation)
            | Flag(offer.PickUp.AtAirport, OfferFeatures.AtAirport, OfferFeatures.NotAtAirport)
            | (offer.Mileage is { Included: null } ? OfferFeatures.UnlimitedMileage : OfferFeatures.None)
            | Flag(TermsJson.GetPayment(offer)));

    /// <summary>Gets the flag of a time of payment; none if the supplier does not state it.</summary>
    public static OfferFeatures Flag(PaymentTime? payment) => payment switch
    {
        PaymentTime.Prepaid => OfferFeatures.Prepaid,
        PaymentTime.Guarantee => OfferFeatures.Guarantee,
        PaymentTime.AtPickUp => OfferFeatures.PaidAtPickUp,
        PaymentTime.Split => OfferFeatures.PaidInParts,
        _ => OfferFeatures.None,
    };

    /// <summary>Gets the flag of a value; none if the supplier does not state it.</summary>
    public static OfferFeatures Flag(bool? value, OfferFeatures yes, OfferFeatures no) =>
        value is { } known ? (known ? yes : no) : OfferFeatures.None;
}

/// <summary>What a supplier states of an offer. If it does not state it, neither flag is set.</summary>
[Flags]
internal enum OfferFeatures : ushort
{
    None = 0,
    AirConditioning = 1,
    NoAirConditioning = 2,
    FreeCancellation = 4,
    NoFreeCancellation = 8,
    AtAirport = 16,
    NotAtAirport = 32,
    UnlimitedMileage = 64,
    Prepaid = 128,
    Guarantee = 256,
    PaidAtPickUp = 512,
    PaidInParts = 1024,
}

/// <summary>An ISO 4217 code in four bytes.</summary>
internal readonly record struct Currency3(int Packed)
{
    public static Currency3 From(ReadOnlySpan<char> code) => code.Length == 3
        ? new((code[0] << 16) | (code[1] << 8) | code[2])
        : throw new FormatException("A currency code has three letters.");

    public static Currency3 From(ReadOnlySpan<byte> code) => code.Length == 3
        ? new((code[0] << 16) | (code[1] << 8) | code[2])
        : throw new FormatException("A currency code has three letters.");
}
