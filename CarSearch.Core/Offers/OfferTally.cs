namespace CarSearch.Offers;

/// <summary>How many offers there are of something, and from what price.</summary>
internal struct OfferTally
{
    private long from;
    private bool isPriced;

    public int Count { get; private set; }

    /// <summary>The cheapest in the search's currency; null when there is none.</summary>
    public readonly long? From => isPriced ? from : null;

    /// <summary>Counts an offer. They come in the order of price with those in another currency last, so the first is the cheapest.</summary>
    public void Add(in OfferTable.Row row)
    {
        if (Count++ == 0)
        {
            from = row.Price;
            isPriced = !row.IsForeign;
        }
    }

    /// <summary>Counts what another has counted.</summary>
    public void Add(in OfferTally other)
    {
        if (other.isPriced && !(isPriced && from <= other.from))
        {
            from = other.from;
            isPriced = true;
        }

        Count += other.Count;
    }
}
