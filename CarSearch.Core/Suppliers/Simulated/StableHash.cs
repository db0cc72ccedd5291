namespace CarSearch.Suppliers.Simulated;

/// <summary>Hashes and draws that are the same in every process, on every architecture and in every version of .NET.</summary>
/// <remarks>
/// FNV-1a for text; the finalizer of SplitMix64 (Steele, Lea, Flood: "Fast splittable pseudorandom number generators", 2014) to mix.
/// </remarks>
internal static class StableHash
{
    /// <summary>Mixes all bits. A bijection: different values give different results.</summary>
    public static ulong Mix(ulong value)
    {
        value += 0x9E3779B97F4A7C15;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }

    /// <summary>Goes on from one hash with a further value. For one hash, different values give different results.</summary>
    public static ulong Then(this ulong hash, ulong value) => Mix(hash ^ Mix(value));

    /// <summary>Goes on from one hash with a text, such as a code.</summary>
    public static ulong Then(this ulong hash, ReadOnlySpan<char> text)
    {
        var of = 0xCBF29CE484222325;
        foreach (var c in text)
        {
            of = (of ^ c) * 0x100000001B3;
        }

        return hash.Then(of);
    }

    /// <summary>A number from 0 to just under 1, evenly spread.</summary>
    public static double Unit(ulong hash) => (hash >> 11) * (1.0 / (1UL << 53));

    /// <summary>A number of the standard normal distribution, cut off at 6: the sum of twelve even ones, which needs no library function.</summary>
    public static double Normal(ulong hash)
    {
        var sum = -6.0;
        for (var i = 0UL; i < 12; i++)
        {
            sum += Unit(hash.Then(i));
        }

        return sum;
    }
}
