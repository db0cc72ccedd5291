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
        if (offer is not null && entries.Count < SupplierResponse.MaxOffers)
        {
            entries.Add(offer);
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
        // Equal stations of all offers are one instance, so that the offers are not copied.
        from = from == pickUp ? pickUp : from;
        to = to == dropOff ? dropOff : to;
        for (; vendorStart < entries.Count; vendorStart++)
        {
            var entry = entries[vendorStart];
            (entry.PickUp, entry.DropOff, entry.Vendor) = (from, to, entry.Vendor ?? vendor);
        }
    }

    /// <summary>Completes the offers of the response.</summary>
    /// <param name="units">The units of all amounts.</param>
    /// <returns>The offers, and the number of those that can't be used.</returns>
    public (IReadOnlyList<SupplierOffer> Offers, int Dropped) Complete(AmountUnits units)
    {
        var offers = new List<SupplierOffer>(entries.Count);
        foreach (var entry in entries)
        {
            if (entry.Complete(units) is { } offer)
            {
                offers.Add(offer);
            }
            else
            {
                dropped++;
            }
        }

        return (offers, dropped);
    }
}

/// <summary>An offer whose vendor, stations and price are not final.</summary>
/// <param name="offer">The offer, with the price as it was written.</param>
/// <param name="quote">The price.</param>
/// <param name="termUnits">The DecimalPlaces of the amounts of its terms.</param>
/// <param name="hasReference">
/// Whether its reference is the supplier's. Otherwise, vendor and place are prepended, and the price is appended.
/// </param>
internal sealed class CollectedOffer(SupplierOffer offer, QuotedPrice quote, TermUnits termUnits, bool hasReference)
{
    /// <summary>Gets or sets the pick-up station.</summary>
    public OfferStation PickUp { get; set; } = offer.PickUp;

    /// <summary>Gets or sets the drop-off station.</summary>
    public OfferStation DropOff { get; set; } = offer.DropOff;

    /// <summary>Gets or sets the vendor.</summary>
    public string? Vendor { get; set; } = offer.Vendor;

    /// <summary>Returns the complete offer, or null if the unit of its price can't be determined.</summary>
    public SupplierOffer? Complete(AmountUnits units)
    {
        if (units.Convert(quote) is not { } price)
        {
            return null;
        }

        var terms = offer.Terms is null ? null : units.Convert(offer.Terms, termUnits);
        var isFinal = hasReference && ReferenceEquals(PickUp, offer.PickUp) && ReferenceEquals(DropOff, offer.DropOff)
            && ReferenceEquals(Vendor, offer.Vendor) && ReferenceEquals(price, offer.Price) && ReferenceEquals(terms, offer.Terms);
        return isFinal ? offer : offer with
        {
            Reference = hasReference
                ? offer.Reference
                : string.Create(
                    CultureInfo.InvariantCulture, $"{Vendor}|{PickUp.Place} {PickUp.Name}{offer.Reference}|{price.Total}|{price.Currency}"),
            PickUp = PickUp,
            DropOff = DropOff,
            Vendor = Vendor,
            Price = price,
            Terms = terms,
        };
    }
}
