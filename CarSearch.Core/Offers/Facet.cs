using System.Collections.Immutable;
using System.Text;
using CarSearch.Cars;

namespace CarSearch.Offers;

internal readonly record struct FacetValue(ReadOnlyMemory<byte> Json, FacetCount Count);

/// <summary>How a filter counts the offers that have a value, in counters of which each group of offers has one.</summary>
internal abstract class Facet
{
    public abstract int GetLength(OfferTable table);

    public abstract byte IndexOf(in OfferGroup group);

    /// <summary>The values that offers have, from the counters, in the order in which they are returned.</summary>
    public abstract IEnumerable<FacetValue> GetValues(FacetCount[] counts, OfferTable table);
}

/// <summary>A facet of the words of an enumeration, in their order. The index of a group is that of its word, if it is known.</summary>
internal sealed class WordFacet<T>(CarWords.Words<T> words, WordFacet<T>.Index indexOf) : Facet
    where T : struct, Enum
{
    private readonly ImmutableArray<byte[]> json = [.. words.All.Select(word => Encoding.UTF8.GetBytes($"\"{word}\""))];

    public delegate byte Index(in OfferGroup group);

    public override int GetLength(OfferTable table) => json.Length + 1;

    public override byte IndexOf(in OfferGroup group) => indexOf(group);

    public override IEnumerable<FacetValue> GetValues(FacetCount[] counts, OfferTable table)
    {
        for (var i = 0; i < json.Length; i++)
        {
            if (counts[i].Count > 0)
            {
                yield return new(json[i], counts[i]);
            }
        }
    }
}

/// <summary>The facet of the suppliers, by name.</summary>
internal class SupplierFacet : Facet
{
    public override int GetLength(OfferTable table) => table.Suppliers.Length;

    public override byte IndexOf(in OfferGroup group) => group.Supplier;

    public override IEnumerable<FacetValue> GetValues(FacetCount[] counts, OfferTable table)
    {
        foreach (var (index, json) in table.SuppliersByName)
        {
            if (counts[index].Count > 0)
            {
                yield return new(json, counts[index]);
            }
        }
    }
}

/// <summary>
/// The facet of the ratings: whole lower bounds from 9 down to that of the lowest rating, each with all offers that are rated so or better.
/// </summary>
internal sealed class RatingFacet : SupplierFacet
{
    private const int MaxBound = 9;

    private static readonly byte[] Digits = [.. "0123456789"u8];

    public override IEnumerable<FacetValue> GetValues(FacetCount[] counts, OfferTable table)
    {
        var rated = Enumerable.Range(0, counts.Length).Where(i => counts[i].Count > 0).ToArray();
        if (rated.Length == 0)
        {
            yield break;
        }

        var lowest = Math.Min(MaxBound, (int)rated.Min(i => table.Suppliers[i].Rating));
        for (var bound = MaxBound; bound >= lowest; bound--)
        {
            var sum = default(FacetCount);
            foreach (var i in rated)
            {
                if (table.Suppliers[i].Rating >= bound)
                {
                    sum.Add(counts[i]);
                }
            }

            if (sum.Count > 0)
            {
                yield return new(Digits.AsMemory(bound, 1), sum);
            }
        }
    }
}

/// <summary>The number of offers with something in common, and the lowest price among them.</summary>
internal struct FacetCount
{
    private long lowestPrice;
    private bool isPriced;

    public int Count { get; private set; }

    /// <summary>The lowest price in the search's currency; null when no offer is in it.</summary>
    public readonly long? LowestPrice => isPriced ? lowestPrice : null;

    /// <summary>Adds an offer. Offers are added by ascending price, those in another currency last: the first is the cheapest.</summary>
    public void Add(in OfferTable.Row row)
    {
        if (Count++ == 0)
        {
            lowestPrice = row.Price;
            isPriced = !row.IsForeign;
        }
    }

    public void Add(in FacetCount other)
    {
        if (other.isPriced && !(isPriced && lowestPrice <= other.lowestPrice))
        {
            lowestPrice = other.lowestPrice;
            isPriced = true;
        }

        Count += other.Count;
    }
}
