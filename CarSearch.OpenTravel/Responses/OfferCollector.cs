using System.Globalization;
using CarSearch.Suppliers;

namespace CarSearch.OpenTravel.Responses;

/// <summary>
/// Collects the offers of a response. The stations and name of a vendor may follow its offers and are set at its end. The unit of the
/// prices is known at the end of the response.
/// </summary>
internal sealed class OfferCollector
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

    /// <summary>Sets the stations and, if it follows them, the name of the vendor of the last offers.</summary>
    public void EndVendor((OfferStation PickUp, OfferStation DropOff) stations, string? vendor)
    {
        for (; vendorStart < entries.Count; vendorStart++)
        {
            var entry = entries[vendorStart];
            (entry.Stations, entry.Vendor) = (stations, entry.Vendor ?? vendor);
        }
    }

    /// <summary>Completes the offers of the response.</summary>
    /// <returns>The offers, and the number of those that can't be used.</returns>
    public (IReadOnlyList<SupplierOffer> Offers, int Dropped) Complete(AmountUnits units)
    {
        SupplierOffer[] offers = [.. entries.Select(entry => entry.Complete(units)).OfType<SupplierOffer>()];
        return (offers, dropped + entries.Count - offers.Length);
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
    /// <summary>Gets or sets the stations.</summary>
    public (OfferStation PickUp, OfferStation DropOff) Stations { get; set; } = (offer.PickUp, offer.DropOff);

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
        var (pickUp, dropOff) = Stations;
        var isFinal = hasReference && ReferenceEquals(pickUp, offer.PickUp) && ReferenceEquals(dropOff, offer.DropOff)
            && ReferenceEquals(Vendor, offer.Vendor) && ReferenceEquals(price, offer.Price) && ReferenceEquals(terms, offer.Terms);
        return isFinal ? offer : offer with
        {
            Reference = hasReference
                ? offer.Reference
                : string.Create(
                    CultureInfo.InvariantCulture, $"{Vendor}|{pickUp.Place} {pickUp.Name}{offer.Reference}|{price.Total}|{price.Currency}"),
            PickUp = pickUp,
            DropOff = dropOff,
            Vendor = Vendor,
            Price = price,
            Terms = terms,
        };
    }
}
