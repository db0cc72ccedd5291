using System.Collections.Immutable;
using System.Text.Json;
using CarSearch.Cars;

namespace CarSearch.Offers;

/// <summary>What a query finds in a table of offers.</summary>
internal sealed class OfferSelection(OfferTable table, ImmutableArray<SupplierOffers> suppliers, OfferQuery query)
{
    private const int TopRatingBound = 9;

    private readonly OfferBlock?[] unpacked = new OfferBlock?[suppliers.Length];

    /// <summary>How many offers match.</summary>
    public int Matched { get; set; }

    /// <summary>The rows of the page.</summary>
    public int[] Page { get; set; } = [];

    /// <summary>The price of the cheapest match in the size that an upgrade starts from.</summary>
    public long? CheapestAsked { get; set; }

    public OfferTally[] Sizes { get; } = new OfferTally[CarWords.Sizes.Count];

    public OfferTally[] Types { get; } = new OfferTally[CarWords.Types.Count];

    public OfferTally[] Transmissions { get; } = new OfferTally[CarWords.Transmissions.Count + 1];

    public OfferTally[] Suppliers { get; } = new OfferTally[suppliers.Length];

    /// <summary>By supplier; <see cref="RatingBounds"/> adds them up.</summary>
    public OfferTally[] Ratings { get; } = new OfferTally[suppliers.Length];

    public OfferTable Table => table;

    /// <summary>The JSON of an offer.</summary>
    public ReadOnlySpan<byte> Json(in OfferTable.Row row)
    {
        var block = unpacked[row.Supplier] ??= suppliers[row.Supplier].Offers.Unpack();
        var key = block.Keys[row.Index];
        return block.Json.Span.Slice(key.Start, key.Length);
    }

    /// <summary>The suppliers' facet, by name.</summary>
    public IEnumerable<(JsonEncodedText Name, OfferTally Tally)> SuppliersByName() =>
        table.SuppliersByName.Where(supplier => Suppliers[supplier.Index].Count > 0).Select(supplier => (supplier.Name, Suppliers[supplier.Index]));

    /// <summary>The rating's facet: whole lower bounds from 9 downward to that of the lowest rating, each counting all that is rated so or better.</summary>
    public IEnumerable<(int Bound, OfferTally Tally)> RatingBounds()
    {
        var rated = Enumerable.Range(0, suppliers.Length).Where(i => Ratings[i].Count > 0).ToArray();
        if (rated.Length == 0)
        {
            yield break;
        }

        var lowest = Math.Min(TopRatingBound, (int)rated.Min(i => suppliers[i].Rating));
        for (var bound = TopRatingBound; bound >= lowest; bound--)
        {
            var sum = default(OfferTally);
            foreach (var i in rated)
            {
                if (suppliers[i].Rating >= bound)
                {
                    sum.Add(Ratings[i]);
                }
            }

            if (sum.Count > 0)
            {
                yield return (bound, sum);
            }
        }
    }

    /// <summary>How much more an offer costs than the cheapest match in the size asked for; null unless it is an upgrade that can be compared.</summary>
    public long? UpgradeFor(in OfferTable.Row row) =>
        query.Upgrade is not null && row.Size > query.Sizes![0] && !row.IsForeign ? row.Price - CheapestAsked : null;
}
