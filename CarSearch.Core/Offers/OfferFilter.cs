using System.Collections.Immutable;
using CarSearch.Searches;

namespace CarSearch.Offers;

/// <summary>
/// Tries every offer against every filter at once: each filter is a bit, looked up in a small table by the field it looks at.
/// An offer that misses no filter matches; one that misses a single filter still counts in the facet of that filter.
/// </summary>
internal readonly struct OfferFilter
{
    private const byte MissesSize = 1;
    private const byte MissesType = 2;
    private const byte MissesSupplier = 4;
    private const byte MissesRating = 8;
    private const byte MissesTransmission = 16;
    private const byte MissesSeats = 32;
    private const byte MissesPrice = 64;

    private readonly byte[] sizes = new byte[OfferWords.Sizes.Count];
    private readonly byte[] types = new byte[OfferWords.Types.Count];
    private readonly byte[] transmissions = new byte[OfferWords.Transmissions.Count + 1];
    private readonly byte[] suppliers;
    private readonly int seats;
    private readonly long price;
    private readonly bool isPriced;
    private readonly CarSize? upgradeFrom;

    public OfferFilter(OfferQuery query, ImmutableArray<SupplierOutcome> outcomes)
    {
        upgradeFrom = query.Upgrade is null ? null : query.Sizes![0];
        if (query.Sizes is { } asked)
        {
            Array.Fill(sizes, MissesSize);
            foreach (var size in asked)
            {
                for (var passes = size; passes <= (query.Upgrade ?? size); passes++)
                {
                    sizes[(int)passes] = 0;
                }
            }
        }

        if (query.Types is { } bodies)
        {
            Array.Fill(types, MissesType);
            foreach (var type in bodies)
            {
                types[(int)type] = 0;
            }
        }

        if (query.Transmission is { } transmission)
        {
            Array.Fill(transmissions, MissesTransmission);
            transmissions[(int)transmission] = 0;
        }

        suppliers = new byte[outcomes.Length];
        for (var i = 0; i < suppliers.Length; i++)
        {
            var wanted = query.Suppliers is not { } names || names.Contains(outcomes[i].Name, StringComparer.OrdinalIgnoreCase);
            var rated = query.Rating is not { } rating || (decimal)outcomes[i].Rating >= rating;
            suppliers[i] = (byte)((wanted ? 0 : MissesSupplier) | (rated ? 0 : MissesRating));
        }

        seats = query.Seats ?? 0;
        isPriced = query.MaxPrice is not null;
        price = query.MaxPrice is { } most ? OfferKey.ToPrice(most) : long.MaxValue;
    }

    /// <summary>Fills in what <paramref name="selection"/> counts; <paramref name="misses"/> says for each row which filters it misses.</summary>
    public void Run(ReadOnlySpan<OfferTable.Row> rows, Span<byte> misses, OfferSelection selection)
    {
        for (var i = 0; i < rows.Length; i++)
        {
            ref readonly var row = ref rows[i];
            var miss = sizes[(int)row.Size] | types[(int)row.Type] | suppliers[row.Supplier] | transmissions[row.Transmission];
            if (row.Seats < seats)
            {
                miss |= MissesSeats;
            }

            if (row.Price > price || (isPriced && row.IsForeign))
            {
                miss |= MissesPrice;
            }

            misses[i] = (byte)miss;
            if (miss == 0)
            {
                selection.Matched++;
                selection.Sizes[(int)row.Size].Add(row);
                selection.Types[(int)row.Type].Add(row);
                selection.Suppliers[row.Supplier].Add(row);
                selection.Ratings[row.Supplier].Add(row);
                selection.Transmissions[row.Transmission].Add(row);
                if (row.Size == upgradeFrom && !row.IsForeign)
                {
                    selection.CheapestAsked ??= row.Price;
                }
            }
            else if ((miss & (miss - 1)) == 0)
            {
                switch ((byte)miss)
                {
                    case MissesSize: selection.Sizes[(int)row.Size].Add(row); break;
                    case MissesType: selection.Types[(int)row.Type].Add(row); break;
                    case MissesSupplier: selection.Suppliers[row.Supplier].Add(row); break;
                    case MissesRating: selection.Ratings[row.Supplier].Add(row); break;
                    case MissesTransmission: selection.Transmissions[row.Transmission].Add(row); break;
                    default: break;
                }
            }
        }
    }
}
