using CarSearch.Cars;
using CarSearch.Suppliers;

namespace CarSearch.Tests.OpenTravel.Expected;

/// <summary>Formats offers in the two lines that <see cref="ReadMessage"/> describes.</summary>
internal static class OfferLines
{
    public static IEnumerable<string> Format(IEnumerable<SupplierOffer> offers) => offers.SelectMany(Format);

    private static string[] Format(SupplierOffer offer) =>
    [
        string.Join(
            " | ",
            Reference(offer.Reference),
            offer.Vendor ?? "-",
            $"{offer.Car.Acriss ?? "-"} {CarWords.Sizes[(int)offer.Car.Size]} {CarWords.Types[(int)offer.Car.Type]}",
            offer.Vehicle,
            Car(offer.Car),
            $"{Number(offer.Seats)} {Number(offer.Doors ?? offer.Car.Doors)} {Number(offer.Bags)}",
            offer.OnRequest ? "on request" : "available"),
        "    " + string.Join(
            " | ",
            $"{Station(offer.PickUp)} > {(offer.DropOff == offer.PickUp ? "same" : Station(offer.DropOff))}",
            Distance(offer.Mileage),
            offer.FreeCancellation switch { true => "free", false => "penalty", null => "-" },
            $"{Amount(offer.Price.Total, offer)} {offer.Price.Currency}",
            offer.Price is { Base: null, TaxesAndFees: null } ? "-"
                : $"{Amount(offer.Price.Base, offer)} + {Amount(offer.Price.TaxesAndFees, offer)}",
            Amount(offer.Price.PayAtPickUp, offer),
            offer.Price.Estimated ? "estimated" : "firm",
            offer.BookingUrl ?? "-"),
    ];

    private static string Reference(string reference) =>
        reference.Contains('|', StringComparison.Ordinal) ? "made"
        : reference.Length > 200 ? FormattableString.Invariant($"{reference[..8]}... ({reference.Length} characters)")
        : reference;

    private static string Car(Car car) => string.Join(
        ' ',
        car.Transmission is { } transmission ? Word(transmission) : "-",
        car.Fuel is Fuel.Unspecified ? "-" : Word(car.Fuel),
        car.Drive is Drive.Unspecified ? "-" : Word(car.Drive),
        car.AirConditioning switch { true => "ac", false => "no ac", null => "-" });

    private static string Word<T>(T value)
        where T : struct, Enum
    {
        var name = value.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }

    private static string Station(OfferStation station) =>
        $"{station.Place} \"{station.Name}\" {station.AtAirport switch { true => "at", false => "off", null => "-" }}";

    private static string Distance(Mileage? mileage) => mileage switch
    {
        null => "-",
        { Included: null } => "unlimited",
        { Included: { } included, Unit: var unit } =>
            FormattableString.Invariant($"{included} {(unit is DistanceUnit.Miles ? "mi" : "km")}"),
    };

    private static string Number(int? number) => number is { } value ? FormattableString.Invariant($"{value}") : "-";

    private static string Amount(decimal? amount, SupplierOffer offer) =>
        amount is { } value ? FormattableString.Invariant($"{Money.Round(value, TestReader.Decimals(offer.Price.Currency)!.Value)}") : "-";
}
