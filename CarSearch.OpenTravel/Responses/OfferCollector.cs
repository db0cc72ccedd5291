using CarSearch.Suppliers;

namespace CarSearch.OpenTravel.Responses;

/// <summary>The offers of an answer. What holds for all of a vendor's is put on them at its end: it may stand behind them.</summary>
/// <param name="pickUp">Where the search begins: where an offer's car is, unless its vendor says otherwise.</param>
/// <param name="dropOff">Where the search ends.</param>
internal sealed class OfferCollector(OfferStation pickUp, OfferStation dropOff)
{
    private readonly List<SupplierOffer> offers = [];
    private readonly List<int> unnamed = [];
    private int ofVendor;

    /// <summary>All offers.</summary>
    public IReadOnlyList<SupplierOffer> All => offers;

    /// <summary>Takes an offer.</summary>
    /// <param name="offer">The offer.</param>
    /// <param name="hasReference">Whether its reference is the supplier's own. What stands for one is to begin with vendor and place.</param>
    public void Add(SupplierOffer offer, bool hasReference)
    {
        if (!hasReference)
        {
            unnamed.Add(offers.Count);
        }

        offers.Add(offer);
    }

    /// <summary>Ends a vendor's offers.</summary>
    /// <param name="from">Where they are picked up.</param>
    /// <param name="to">Where they are dropped off.</param>
    /// <param name="vendor">Whose they are, where the vendor is named behind them.</param>
    public void EndVendor(OfferStation from, OfferStation to, string? vendor)
    {
        if (from != pickUp || to != dropOff || vendor is not null)
        {
            for (var i = ofVendor; i < offers.Count; i++)
            {
                offers[i] = offers[i] with { PickUp = from, DropOff = to, Vendor = offers[i].Vendor ?? vendor };
            }
        }

        foreach (var i in unnamed)
        {
            offers[i] = offers[i] with { Reference = $"{offers[i].Vendor}|{from.Place} {from.Name}{offers[i].Reference}" };
        }

        ofVendor = offers.Count;
        unnamed.Clear();
    }
}
