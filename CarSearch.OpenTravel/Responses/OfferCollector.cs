using System.Globalization;
using CarSearch.Suppliers;

namespace CarSearch.OpenTravel.Responses;

/// <summary>
/// Collects the offers of a response. The stations and name of a vendor may follow its offers and are set at its end. The unit of the
/// prices is known at the end of the response.
/// </summary>
/// <param name="pickUp">The default pick-up station.</param>
/// <param name="dropOff">The default drop-off station.</param>
internal sealed class OfferCollector(OfferStation pickUp, OfferStation dropOff)
{
    private readonly List<CollectedOffer> entries = [];
    private int vendorStart;
    private int dropped;

    /// <summary>
    /// Adds an offer, or null for one that can't be used. Offers above <see cref="SupplierResponse.MaxOffers"/> are dropped.
    /// </summary>
    public void Add(CollectedOffer? offer)
    {
        if (offer is { } collected && entries.Count < SupplierResponse.MaxOffers)
        {
            entries.Add(collected);
        }
        else
        {
            dropped++;
        }
    }

    /// <summary>Completes the offers of a vendor.</summary>
    /// <param name="from">The pick-up station.</param>
    /// <param name="to">The drop-off station.</param>
    /// <param name="vendor">The name of the vendor, if it follows its offers.</param>
    public void EndVendor(OfferStation from, OfferStation to, string? vendor)
    {
        var isChanged = from != pickUp || to != dropOff || vendor is not null;
        for (; vendorStart < entries.Count; vendorStart++)
        {
            var entry = entries[vendorStart];
            var offer = isChanged
                ? entry.Offer with { PickUp = from, DropOff = to, Vendor = entry.Offer.Vendor ?? vendor }
                : entry.Offer;
            if (!entry.HasReference)
            {
                offer = offer with { Reference = $"{offer.Vendor}|{from.Place} {from.Name}{offer.Reference}" };
            }

            entries[vendorStart] = entry with { Offer = offer };
        }
    }

    /// <summary>Completes the offers of the response.</summary>
    /// <param name="units">The units of all amounts.</param>
    /// <returns>The offers, and the number of those that can't be used.</returns>
    public (IReadOnlyList<SupplierOffer> Offers, int Dropped) Complete(AmountUnits units)
    {
        var offers = new List<SupplierOffer>(entries.Count);
        foreach (var (offer, quote, termUnits, hasReference) in entries)
        {
            if (units.Convert(quote) is not { } price)
            {
                dropped++;
                continue;
            }

            var terms = offer.Terms is null ? null : units.Convert(offer.Terms, termUnits);
            var reference = hasReference
                ? offer.Reference
                : string.Create(CultureInfo.InvariantCulture, $"{offer.Reference}|{price.Total}|{price.Currency}");
            offers.Add(hasReference && ReferenceEquals(price, offer.Price) && ReferenceEquals(terms, offer.Terms)
                ? offer
                : offer with { Price = price, Terms = terms, Reference = reference });
        }

        return (offers, dropped);
    }
}

/// <summary>An offer whose vendor, stations and price are not final.</summary>
/// <param name="Offer">The offer, with the price as it was written.</param>
/// <param name="Quote">The price.</param>
/// <param name="TermUnits">The DecimalPlaces of the amounts of its terms.</param>
/// <param name="HasReference">
/// Whether its reference is the supplier's. Otherwise, vendor and place are prepended, and the price is appended.
/// </param>
internal readonly record struct CollectedOffer(SupplierOffer Offer, QuotedPrice Quote, TermUnits TermUnits, bool HasReference);
