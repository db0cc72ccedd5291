using System.Collections.Immutable;
using System.Text.Json;
using CarSearch.Cars;
using CarSearch.Common;

namespace CarSearch.Offers;

/// <summary>The offers of one supplier, as a table takes them.</summary>
/// <param name="Name">The supplier's name.</param>
/// <param name="Rating">How its customers rate it, 0 to 10.</param>
/// <param name="Offers">Its offers.</param>
public readonly record struct SupplierOffers(string Name, double Rating, OfferBlock Offers);

/// <summary>The offers of several suppliers, in the order of price. Made once for a version of a record, then asked by every GET of it.</summary>
public sealed class OfferTable
{
    private readonly Row[] rows;
    private readonly ImmutableArray<SupplierOffers> suppliers;
    private readonly ImmutableArray<(int Index, JsonEncodedText Name)> suppliersByName;
    private readonly ImmutableArray<OfferGroup> groups;
    private readonly OfferTally[] ofGroups;
    private int[]? byRating;
    private int[]? bySize;

    private OfferTable(ImmutableArray<SupplierOffers> suppliers, ImmutableArray<OfferGroup> groups, Row[] rows)
    {
        this.suppliers = suppliers;
        this.groups = groups;
        this.rows = rows;
        ofGroups = Tally(null);
        suppliersByName =
        [
            .. suppliers
                .Select((supplier, index) => (index, JsonEncodedText.Encode(supplier.Name, JsonText.Documents.Encoder)))
                .OrderBy(supplier => suppliers[supplier.index].Name, StringComparer.OrdinalIgnoreCase),
        ];
    }

    /// <summary>How many offers there are.</summary>
    public int Count => rows.Length;

    internal ImmutableArray<(int Index, JsonEncodedText Name)> SuppliersByName => suppliersByName;

    /// <summary>Creates the table of some suppliers' offers.</summary>
    /// <param name="suppliers">The suppliers, at most 256.</param>
    /// <param name="currency">The currency that prices were asked in: offers in any other come last. Null when there is none.</param>
    public static OfferTable Create(ImmutableArray<SupplierOffers> suppliers, string? currency)
    {
        var asked = currency is null ? default : Currency3.Of(currency);
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

                rows[next++] = new(keys[index], group, number, index, asked);
            }
        }

        rows.AsSpan().Sort();
        return new(suppliers, [.. groups.Keys], rows);
    }

    /// <summary>The offers that pass a query: how many, the page of them, and the facets. Takes time in proportion to the offers at most.</summary>
    internal OfferSelection Select(OfferQuery query)
    {
        var filter = new OfferFilter(query, groups, suppliers);
        var selection = new OfferSelection(this, suppliers, query);
        var tallies = filter.LooksAtEachOffer ? Tally(filter) : ofGroups;
        for (var i = 0; i < groups.Length; i++)
        {
            if (tallies[i].Count > 0)
            {
                filter.Count(i, groups[i], tallies[i], selection);
            }
        }

        selection.Page = Page(query, filter);
        return selection;
    }

    internal ref readonly Row this[int row] => ref rows[row];

    /// <summary>Counts each group's offers: those that pass by themselves, or all.</summary>
    private OfferTally[] Tally(OfferFilter? filter)
    {
        var tallies = new OfferTally[groups.Length];
        foreach (ref readonly var row in rows.AsSpan())
        {
            if (filter is null || filter.PassesByItself(row))
            {
                tallies[row.Group].Add(row);
            }
        }

        return tallies;
    }

    private int[] Page(OfferQuery query, OfferFilter filter)
    {
        var order = query.Sort switch
        {
            OfferSort.Rating => byRating ??= Order((a, b) => suppliers[rows[b].Supplier].Rating.CompareTo(suppliers[rows[a].Supplier].Rating)),
            OfferSort.Size => bySize ??= Order((a, b) => rows[a].Size.CompareTo(rows[b].Size)),
            _ => null,
        };
        var page = new List<int>(Math.Min(query.Limit, rows.Length));
        var skip = query.Skip;
        for (var i = 0; i < rows.Length && page.Count < query.Limit; i++)
        {
            var row = order is null ? i : order[i];
            if (filter.Passes(rows[row]) && skip-- <= 0)
            {
                page.Add(row);
            }
        }

        return [.. page];
    }

    /// <summary>The rows by another field; offers in another currency stay last, ties stay in the order of price.</summary>
    private int[] Order(Comparison<int> comparison)
    {
        var order = new int[rows.Length];
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        order.AsSpan().Sort((a, b) =>
        {
            var foreign = rows[a].IsForeign.CompareTo(rows[b].IsForeign);
            var field = foreign != 0 ? foreign : comparison(a, b);
            return field != 0 ? field : a.CompareTo(b);
        });
        return order;
    }

    /// <summary>One offer: what filters look at. Ordered by price, then id, with the offers in another currency last.</summary>
    internal readonly struct Row(in OfferKey key, OfferGroup group, ushort number, int index, Currency3 asked) : IComparable<Row>
    {
        private readonly Currency3 currency = key.Currency;

        public readonly long Price = key.Price;
        public readonly ulong Id = key.Id;
        public readonly int Index = index;
        public readonly ushort Group = number;
        public readonly byte Supplier = group.Supplier;
        public readonly CarSize Size = group.Size;
        public readonly byte Seats = key.Seats;
        public readonly bool IsForeign = key.Currency != asked;

        public int CompareTo(Row other)
        {
            var foreign = IsForeign.CompareTo(other.IsForeign);
            if (foreign != 0)
            {
                return foreign;
            }

            var money = IsForeign ? currency.Packed.CompareTo(other.currency.Packed) : 0;
            var price = money != 0 ? money : Price.CompareTo(other.Price);
            return price != 0 ? price : Id.CompareTo(other.Id);
        }
    }
}
