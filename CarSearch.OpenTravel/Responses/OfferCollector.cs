using CarSearch.Suppliers;

namespace CarSearch.OpenTravel.Responses;

/// <summary>Collects the offers of a response. The stations and name of a vendor may follow its offers and are set at its end.</summary>
/// <param name="pickUp">The default pick-up station.</param>
/// <param name="dropOff">The default drop-off station.</param>
internal sealed class OfferCollector(OfferStation pickUp, OfferStation dropOff)
{
    private readonly List<SupplierOffer> offers = [];
    private readonly List<int> withoutReference = [];
    private int vendorStart;

    /// <summary>Gets all offers.</summary>
    public IReadOnlyList<SupplierOffer> All => offers;

    /// <summary>Adds an offer.</summary>
    /// <param name="offer">The offer.</param>
    /// <param name="hasReference">
    /// Whether its reference is the supplier's. Otherwise, vendor and place are prepended at the end of the vendor.
    /// </param>
    public void Add(SupplierOffer offer, bool hasReference)
    {
        if (!hasReference)
        {
            withoutReference.Add(offers.Count);
        }

        offers.Add(offer);
    }

    /// <summary>Completes the offers of a vendor.</summary>
    /// <param name="from">The pick-up station.</param>
    /// <param name="to">The drop-off station.</param>
    /// <param name="vendor">The name of the vendor, if it follows its offers.</param>
    public void EndVendor(OfferStation from, OfferStation to, string? vendor)
    {
        if (from != pickUp || to != dropOff || vendor is not null)
        {
            for (var i = vendorStart; i < offers.Count; i++)
            {
                offers[i] = offers[i] with { PickUp = from, DropOff = to, Vendor = offers[i].Vendor ?? vendor };
            }
        }

        foreach (var i in withoutReference)
        {
            offers[i] = offers[i] with { Reference = $"{offers[i].Vendor}|{from.Place} {from.Name}{offers[i].Reference}" };
        }

        vendorStart = offers.Count;
        withoutReference.Clear();
    }
}
