using System.Collections.Immutable;
using CarSearch.Cars;

namespace CarSearch.Offers;

/// <summary>
/// Tries offers against all filters at once. What a facet looks at (size, type, supplier, gearbox) is the same for all offers of
/// a <see cref="OfferGroup"/>, so those filters are tried once a group: each is a bit, set where the group misses it. Seats and price
/// are tried offer by offer.
/// </summary>
internal sealed class OfferFilter
{
    private const byte MissesSize = 1;
    private const byte MissesType = 2;
    private const byte MissesSupplier = 4;
    private const byte MissesRating = 8;
    private const byte MissesTransmission = 16;

    private readonly OfferQuery query;
    private readonly byte[] misses;
    private readonly int seats;
    private readonly long price;
    private readonly bool isPriced;

    public OfferFilter(OfferQuery query, ImmutableArray<OfferGroup> groups, ImmutableArray<SupplierOffers> suppliers)
    {
        this.query = query;
        seats = query.Seats ?? 0;
        isPriced = query.MaxPrice is not null;
        price = query.MaxPrice is { } most ? OfferKey.ToPrice(most) : long.MaxValue;
        misses = new byte[groups.Length];
        var ofSupplier = suppliers.Select(Misses).ToArray();
        for (var i = 0; i < misses.Length; i++)
        {
            misses[i] = (byte)(Misses(groups[i]) | ofSupplier[groups[i].Supplier]);
        }
    }

    /// <summary>Whether some filter must be tried offer by offer.</summary>
    public bool LooksAtEachOffer => seats > 0 || isPriced;

    /// <summary>Whether an offer passes every filter.</summary>
    public bool Passes(in OfferTable.Row row) => misses[row.Group] == 0 && PassesByItself(row);

    /// <summary>Whether an offer passes the filters that its group does not decide.</summary>
    public bool PassesByItself(in OfferTable.Row row) => row.Seats >= seats && row.Price <= price && !(isPriced && row.IsForeign);

    /// <summary>
    /// Counts a group's offers, those that pass by themselves. A group that misses no filter matches; one that misses a single
    /// filter still counts in the facet of that filter.
    /// </summary>
    public void Count(int index, in OfferGroup group, in OfferTally tally, OfferSelection selection)
    {
        var miss = misses[index];
        if (miss == 0)
        {
            selection.Matched += tally.Count;
            if (query.Upgrade is not null && group.Size == query.Sizes![0] && !(tally.From > selection.CheapestAsked))
            {
                selection.CheapestAsked = tally.From ?? selection.CheapestAsked;
            }
        }

        CountWhere(MissesSize, ref selection.Sizes[(int)group.Size], tally);
        CountWhere(MissesType, ref selection.Types[(int)group.Type], tally);
        CountWhere(MissesSupplier, ref selection.Suppliers[group.Supplier], tally);
        CountWhere(MissesRating, ref selection.Ratings[group.Supplier], tally);
        CountWhere(MissesTransmission, ref selection.Transmissions[group.Transmission], tally);

        void CountWhere(byte own, ref OfferTally facet, in OfferTally tally)
        {
            if ((miss & ~own) == 0)
            {
                facet.Add(tally);
            }
        }
    }

    private int Misses(OfferGroup group) =>
        (query.Sizes is { } sizes && !sizes.Contains(group.Size) && !IsUpgrade(group.Size) ? MissesSize : 0)
        | (query.Types is { } types && !types.Contains(group.Type) ? MissesType : 0)
        | (query.Transmission is { } transmission && group.Transmission != (byte)transmission ? MissesTransmission : 0);

    private int Misses(SupplierOffers supplier) =>
        (query.Suppliers is { } names && !names.Contains(supplier.Name, StringComparer.OrdinalIgnoreCase) ? MissesSupplier : 0)
        | (query.Rating is { } rating && (decimal)supplier.Rating < rating ? MissesRating : 0);

    private bool IsUpgrade(CarSize size) => query.Upgrade is { } upgrade && size > query.Sizes![0] && size <= upgrade;
}

/// <summary>The offers that no facet tells apart.</summary>
internal readonly record struct OfferGroup(CarSize Size, CarType Type, byte Supplier, byte Transmission);
