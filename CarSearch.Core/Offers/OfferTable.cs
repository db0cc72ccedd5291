using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using CarSearch.Cars;
using CarSearch.Common;

namespace CarSearch.Offers;

/// <summary>The name, the customer rating (0 to 10) and the offers of a supplier.</summary>
internal readonly record struct SupplierOffers(string Name, double Rating, OfferBlock Offers);

/// <summary>The offers of several suppliers by ascending price. Created once for a version of a record, for all its GETs.</summary>
internal sealed class OfferTable
{
    private readonly Row[] rows;
    private readonly FacetCount[] groupCounts;
    private int[]? byRating;
    private int[]? bySize;

    private OfferTable(ImmutableArray<SupplierOffers> suppliers, ImmutableArray<OfferGroup> groups, Row[] rows)
    {
        Suppliers = suppliers;
        Groups = groups;
        this.rows = rows;
        groupCounts = CountGroups(null);
        FacetIndexes = [.. OfferFilters.All.Select(filter => groups.Select(group => filter.Facet?.IndexOf(group) ?? 0).ToArray())];
        SuppliersByName = [.. suppliers
            .Select((supplier, index) => (index, JsonEncodedText.Encode(supplier.Name, JsonText.Documents.Encoder)))
            .Select(supplier => (supplier.index, Encoding.UTF8.GetBytes($"\"{supplier.Item2}\"")))
            .OrderBy(supplier => suppliers[supplier.index].Name, StringComparer.OrdinalIgnoreCase)];
    }

    public int Count => rows.Length;

    public ImmutableArray<SupplierOffers> Suppliers { get; }

    /// <summary>The suppliers' names in JSON, sorted.</summary>
    public ImmutableArray<(int Index, byte[] Json)> SuppliersByName { get; }

    /// <summary>What the offers have in common.</summary>
    public ImmutableArray<OfferGroup> Groups { get; }

    /// <summary>By filter, the counter of each group in its facet.</summary>
    public ImmutableArray<byte[]> FacetIndexes { get; }

    /// <summary>Creates the table of at most 256 suppliers. Offers in another currency than that of the search come last.</summary>
    public static OfferTable Create(ImmutableArray<SupplierOffers> suppliers, string? currency)
    {
        var requested = currency is null ? default : Currency3.From(currency);
        var rows = new Row[suppliers.Sum(supplier => supplier.Offers.Count)];
        var groups = new Dictionary<OfferGroup, ushort>();
        var next = 0;
        for (var supplier = 0; supplier < suppliers.Length; supplier++)
        {
            var keys = suppliers[supplier].Offers.Keys;
            for (var index = 0; index < keys.Length; index++)
            {
                var group = new OfferGroup(keys[index].Size, keys[index].Type, (byte)supplier, keys[index].Transmission);
                if (!groups.TryGetValue(group, out var number))
                {
                    groups[group] = number = (ushort)groups.Count;
                }

                rows[next++] = new(keys[index], group, number, index, requested);
            }
        }

        rows.AsSpan().Sort();
        return new(suppliers, [.. groups.Keys], rows);
    }

    /// <summary>Gets the offers that pass a query: number, page and facets. The time is at most linear in the number of offers.</summary>
    public OfferSelection Select(OfferQuery query)
    {
        var matcher = new OfferMatcher(query, Groups, Suppliers);
        var selection = new OfferSelection(this, query);
        selection.Count(matcher, matcher.TestsOffers ? CountGroups(matcher) : groupCounts);
        if (query.TryGet(OfferParameters.Best, out var grouping))
        {
            SelectBest(selection, query, matcher, grouping);
        }
        else
        {
            (selection.Listed, selection.Page) = (selection.Matched, Page(query, matcher));
        }

        return selection;
    }

    public ReadOnlyMemory<byte>? Find(ulong id)
    {
        foreach (ref readonly var row in rows.AsSpan())
        {
            if (row.Id == id)
            {
                var block = Suppliers[row.Supplier].Offers.Unpack();
                return block.Json.Slice(block.Keys[row.Index].Start, block.Keys[row.Index].Length);
            }
        }

        return null;
    }

    public bool HasMatch(OfferQuery query)
    {
        var matcher = new OfferMatcher(query, Groups, Suppliers);
        foreach (ref readonly var row in rows.AsSpan())
        {
            if (matcher.Passes(row))
            {
                return true;
            }
        }

        return false;
    }

    public ref readonly Row this[int row] => ref rows[row];

    /// <summary>Counts the offers of each group, or those that pass the filters that are tested offer by offer.</summary>
    private FacetCount[] CountGroups(OfferMatcher? matcher)
    {
        var counts = new FacetCount[Groups.Length];
        foreach (ref readonly var row in rows.AsSpan())
        {
            if (matcher is null || matcher.PassesAlone(row))
            {
                counts[row.Group].Add(row);
            }
        }

        return counts;
    }

    private int[] Page(OfferQuery query, OfferMatcher matcher)
    {
        var order = query.Get(OfferParameters.Sort) switch
        {
            OfferSort.Rating => byRating ??= Order(OfferSort.Rating),
            OfferSort.Size => bySize ??= Order(OfferSort.Size),
            _ => null,
        };
        var (limit, skip) = (query.Get(OfferParameters.Limit), query.Get(OfferParameters.Skip));
        var page = new List<int>(Math.Min(limit, rows.Length));
        for (var i = 0; i < rows.Length && page.Count < limit; i++)
        {
            var row = order is null ? i : order[i];
            if (matcher.Passes(rows[row]) && skip-- <= 0)
            {
                page.Add(row);
            }
        }

        return [.. page];
    }

    /// <summary>Selects the first match of each group in the order of price, and counts the matches of each.</summary>
    private void SelectBest(OfferSelection selection, OfferQuery query, OfferMatcher matcher, OfferGrouping grouping)
    {
        QueryParameter filter = grouping switch
        {
            OfferGrouping.Size => OfferFilters.Size,
            OfferGrouping.Type => OfferFilters.Type,
            _ => OfferFilters.Supplier,
        };
        var indexes = FacetIndexes[OfferFilters.All.IndexOf(filter)];
        var counts = new int[filter.Facet!.GetLength(this)];
        var best = new List<int>();
        for (var i = 0; i < rows.Length; i++)
        {
            if (matcher.Passes(rows[i]) && counts[indexes[rows[i].Group]]++ == 0)
            {
                best.Add(i);
            }
        }

        best.Sort((a, b) => Compare(query.Get(OfferParameters.Sort), a, b));
        selection.Listed = best.Count;
        selection.Page = [.. best.Skip(query.Get(OfferParameters.Skip)).Take(query.Get(OfferParameters.Limit))];
        selection.Counts = [.. selection.Page.Select(row => counts[indexes[rows[row].Group]])];
    }

    /// <summary>The rows in another order than that of price.</summary>
    private int[] Order(OfferSort sort)
    {
        int[] order = [.. Enumerable.Range(0, rows.Length)];
        order.AsSpan().Sort((a, b) => Compare(sort, a, b));
        return order;
    }

    /// <summary>Compares rows; offers in another currency stay last, ties stay in the order of price.</summary>
    private int Compare(OfferSort sort, int a, int b)
    {
        var foreign = rows[a].IsForeign.CompareTo(rows[b].IsForeign);
        var field = foreign != 0 ? foreign : sort switch
        {
            OfferSort.Rating => Suppliers[rows[b].Supplier].Rating.CompareTo(Suppliers[rows[a].Supplier].Rating),
            OfferSort.Size => rows[a].Size.CompareTo(rows[b].Size),
            _ => 0,
        };
        return field != 0 ? field : a.CompareTo(b);
    }

    /// <summary>The values of an offer that filters test. Ordered by price, then id, with the offers in another currency last.</summary>
    public readonly struct Row(in OfferKey key, OfferGroup group, ushort number, int index, Currency3 requested) : IComparable<Row>
    {
        public readonly long Price = key.Price;
        public readonly ulong Id = key.Id;

        /// <summary>The deposit in the search's currency; above every amount if it is not stated, or in another currency.</summary>
        public readonly long Deposit = key.DepositCurrency == requested ? key.Deposit : OfferKey.UnknownDeposit;

        public readonly int Index = index;

        // The default, which comes before all others, for the search's own.
        private readonly Currency3 foreignCurrency = key.Currency == requested ? default : key.Currency;

        public readonly ushort Group = number;
        public readonly OfferFeatures Features = key.Features;
        public readonly byte Supplier = group.Supplier;
        public readonly CarSize Size = group.Size;
        public readonly byte Seats = key.Seats;
        public readonly Fuel Fuel = key.Fuel;

        public bool IsForeign => foreignCurrency != default;

        public int CompareTo(Row other)
        {
            var money = foreignCurrency.Packed.CompareTo(other.foreignCurrency.Packed);
            var price = money != 0 ? money : Price.CompareTo(other.Price);
            return price != 0 ? price : Id.CompareTo(other.Id);
        }
    }
}
