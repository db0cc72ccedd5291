using CarSearch.Rentals;

namespace CarSearch.Suppliers.Simulated;

/// <summary>
/// Hashes and pseudo-random numbers that are the same in every process, on every architecture and in every version of .NET.
/// </summary>
/// <remarks>
/// FNV-1a for text; the finalizer of SplitMix64 (Steele, Lea, Flood: "Fast splittable pseudorandom number generators", 2014) for mixing.
/// </remarks>
internal static class StableHash
{
    /// <summary>Mixes all bits. The function is a bijection.</summary>
    public static ulong Mix(ulong value)
    {
        value += 0x9E3779B97F4A7C15;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }

    /// <summary>Adds a value to a hash. For one hash, different values give different results.</summary>
    public static ulong Then(this ulong hash, ulong value) => Mix(hash ^ Mix(value));

    /// <summary>Adds a text, such as a code, to a hash.</summary>
    public static ulong Then(this ulong hash, ReadOnlySpan<char> text)
    {
        var textHash = 0xCBF29CE484222325;
        foreach (var c in text)
        {
            textHash = (textHash ^ c) * 0x100000001B3;
        }

        return hash.Then(textHash);
    }

    /// <summary>Returns the hash of a search. Names and time zones follow from the codes and are left out.</summary>
    public static ulong Compute(SearchRequest search) =>
        Add(Add(0, search.PickUp), search.DropOff)
            .Then((ulong)search.Days)
            .Then((ulong)search.DriverAge)
            .Then(search.Residence)
            .Then(search.Currency);

    /// <summary>Returns a uniformly distributed number in [0, 1).</summary>
    public static double ToUniform(ulong hash) => (hash >> 11) * (1.0 / (1UL << 53));

    /// <summary>
    /// Returns a number of the standard normal distribution, limited to ±6: the sum of twelve uniform ones, without library functions.
    /// </summary>
    public static double ToNormal(ulong hash)
    {
        var sum = -6.0;
        for (var i = 0UL; i < 12; i++)
        {
            sum += ToUniform(hash.Then(i));
        }

        return sum;
    }

    private static ulong Add(ulong hash, RentalPoint point)
    {
        hash = hash.Then(point.Place).Then(point.Country).Then((ulong)point.At.Ticks).Then((ulong)point.Airports.Count);
        foreach (var airport in point.Airports)
        {
            hash = hash.Then(airport.Code);
        }

        return hash;
    }
}
