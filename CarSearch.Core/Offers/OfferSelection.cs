using System.Collections.Immutable;
using CarSearch.Searches;

namespace CarSearch.Offers;

/// <summary>What a query finds in a table of offers.</summary>
internal sealed class OfferSelection(OfferTable table, ImmutableArray<SupplierOutcome> suppliers, OfferQuery query)
{
    private const int TopRatingBound = 9;

    /// <summary>How many offers match.</summary>
    public int Matched { get; set; }

    /// <summary>The rows of the page.</summary>
    public int[] Page { get; set; } = [];

    /// <summary>The price of the cheapest match in the size that an upgrade starts from.</summary>
    public long? CheapestAsked { get; set; }

    public Tally[] Sizes { get; } = new Tally[OfferWords.Sizes.Count];

    public Tally[] Types { get; } = new Tally[OfferWords.Types.Count];

    public Tally[] Transmissions { get; } = new Tally[OfferWords.Transmissions.Count + 1];

    public Tally[] Suppliers { get; } = new Tally[suppliers.Length];

    /// <summary>By supplier; <see cref="RatingBounds"/> adds them up.</summary>
    public Tally[] Ratings { get; } = new Tally[suppliers.Length];

    public OfferTable Table => table;

    /// <summary>The suppliers' facet, by name.</summary>
    public IEnumerable<(string Name, Tally Tally)> SuppliersByName() =>
        table.SuppliersByName.Where(i => Suppliers[i].Count > 0).Select(i => (suppliers[i].Name, Suppliers[i]));

    /// <summary>The rating's facet: whole lower bounds from 9 downward to that of the lowest rating, each counting all that is rated so or better.</summary>
    public IEnumerable<(int Bound, Tally Tally)> RatingBounds()
    {
        var rated = Enumerable.Range(0, suppliers.Length).Where(i => Ratings[i].Count > 0).ToArray();
        if (rated.Length == 0)
        {
            yield break;
        }

        var lowest = Math.Min(TopRatingBound, (int)rated.Min(i => suppliers[i].Rating));
        for (var bound = TopRatingBound; bound >= lowest; bound--)
        {
            var sum = default(Tally);
            foreach (var i in rated)
            {
                if (suppliers[i].Rating >= bound)
                {
                    sum.Add(in Ratings[i]);
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

    /// <summary>One value of a facet.</summary>
    public struct Tally
    {
        private long from;
        private bool isForeign;

        public int Count { get; private set; }

        /// <summary>The cheapest in the search's currency.</summary>
        public readonly long? From => Count > 0 && !isForeign ? from : null;

        /// <summary>Counts an offer. They come in the order of price with those in another currency last, so the first is the cheapest.</summary>
        public void Add(in OfferTable.Row row)
        {
            if (Count++ == 0)
            {
                from = row.Price;
                isForeign = row.IsForeign;
            }
        }

        public void Add(in Tally other)
        {
            if (other.From < From || From is null)
            {
                from = other.from;
                isForeign = other.isForeign;
            }

            Count += other.Count;
        }
    }
}
