using CarSearch.Cars;
using CarSearch.Suppliers;

namespace CarSearch.Offers;

/// <summary>The names of the values of terms and stations in the API: those of the enumerations in camelCase.</summary>
internal static class TermWords
{
    public static CarWords.Words<Cover> Covers { get; } = new();

    public static CarWords.Words<FuelPolicy> FuelPolicies { get; } = new();

    public static CarWords.Words<PaymentTime> Payments { get; } = new();

    public static CarWords.Words<FeeKind> FeeKinds { get; } = new();

    public static CarWords.Words<StationAccess> StationAccesses { get; } = new();

    /// <summary>Returns the name of a value in UTF-8, or nothing for null or a number without a name.</summary>
    public static ReadOnlySpan<byte> Utf8OrEmpty<T>(this CarWords.Words<T> words, int? value)
        where T : struct, Enum =>
        value is { } index && index >= 0 && index < words.Count ? words.Utf8(index) : default;
}
