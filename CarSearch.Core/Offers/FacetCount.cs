namespace CarSearch.Offers;

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

    /// <summary>Adds the offers of another count.</summary>
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
