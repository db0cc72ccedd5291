using System.Text.Json;
using CarSearch.Cars;

namespace CarSearch.Offers;

/// <summary>What a query returns of a table of offers: the number of matches, a page of them, and the facets.</summary>
internal sealed class OfferSelection
{
    private readonly FacetCount[]?[] counts;
    private readonly OfferBlock?[] unpacked;
    private readonly CarSize? upgradesFrom;
    private readonly bool isBrief;
    private long? lowestUnupgraded;

    public OfferSelection(OfferTable table, OfferQuery query)
    {
        Table = table;
        counts = [.. OfferFilters.All.Select(filter => filter.Facet is { } facet ? new FacetCount[facet.GetLength(table)] : null)];
        unpacked = new OfferBlock?[table.Suppliers.Length];
        upgradesFrom = query.Has(OfferFilters.Upgrade) && query.TryGet(OfferFilters.Size, out var sizes) ? sizes[0] : null;
        isBrief = query.Get(OfferParameters.View) is OfferView.Brief;
    }

    public OfferTable Table { get; }

    public int Matched { get; private set; }

    /// <summary>The number of offers on all pages: those that match, or the cheapest of each group.</summary>
    public int Listed { get; set; }

    public int[] Page { get; set; } = [];

    /// <summary>For each row of the page, the number of matches in its group; null if offers are not grouped.</summary>
    public int[]? Counts { get; set; }

    public ReadOnlySpan<byte> Json(in OfferTable.Row row)
    {
        var block = unpacked[row.Supplier] ??= Table.Suppliers[row.Supplier].Offers.Unpack();
        var key = block.Keys[row.Index];
        return block.Json.Span.Slice(key.Start, key.Length);
    }

    /// <summary>Counts the offers of all groups.</summary>
    /// <param name="matcher">The filters.</param>
    /// <param name="groupCounts">The offers of each group that pass the filters that are tested offer by offer.</param>
    public void Count(OfferMatcher matcher, FacetCount[] groupCounts)
    {
        for (var group = 0; group < groupCounts.Length; group++)
        {
            ref readonly var count = ref groupCounts[group];
            if (!matcher.PassesGroup(group))
            {
                continue;
            }

            Matched += count.Count;
            if (Table.Groups[group].Size == upgradesFrom && count.LowestPrice is { } price && !(price > lowestUnupgraded))
            {
                lowestUnupgraded = price;
            }
        }

        for (var filter = 0; filter < counts.Length; filter++)
        {
            if (counts[filter] is { } facet)
            {
                var indexes = Table.FacetIndexes[filter];
                for (var group = 0; group < groupCounts.Length; group++)
                {
                    if (groupCounts[group].Count > 0 && matcher.PassesOthers(group, filter))
                    {
                        facet[indexes[group]].Add(groupCounts[group]);
                    }
                }
            }
        }
    }

    /// <summary>Gets the facet of a filter, if it has one: each value counts the offers that pass every other filter.</summary>
    public IEnumerable<FacetValue>? GetFacet(int filter) =>
        counts[filter] is { } facet ? OfferFilters.All[filter].Facet!.GetValues(facet, Table) : null;

    /// <summary>Writes the offers of the page as a JSON array.</summary>
    public void WritePage(Utf8JsonWriter writer, int decimals)
    {
        writer.WriteStartArray();
        for (var i = 0; i < Page.Length; i++)
        {
            ref readonly var row = ref Table[Page[i]];
            if (isBrief)
            {
                BriefOfferJson.Write(writer, Json(row), UpgradeFor(row), Counts?[i], decimals);
            }
            else
            {
                OfferJson.Complete(writer, Json(row), UpgradeFor(row), Counts?[i], decimals);
            }
        }

        writer.WriteEndArray();
    }

    /// <summary>
    /// How much more an offer costs than the cheapest match in the size from which upgrades start; null unless it is an upgrade that can be
    /// compared.
    /// </summary>
    public long? UpgradeFor(in OfferTable.Row row) => row.Size > upgradesFrom && !row.IsForeign ? row.Price - lowestUnupgraded : null;
}
