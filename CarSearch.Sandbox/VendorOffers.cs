using CarSearch.Suppliers;

namespace CarSearch.Sandbox;

/// <summary>The offers of one vendor from one station to another: a <c>VehVendorAvail</c>.</summary>
/// <param name="Vendor">Who hands out the cars.</param>
/// <param name="PickUp">Where.</param>
/// <param name="DropOff">Where they come back to.</param>
/// <param name="Offers">The offers: by the schema, at most 99.</param>
internal sealed record VendorOffers(string Vendor, OfferStation PickUp, OfferStation DropOff, IEnumerable<SupplierOffer> Offers)
{
    private const int Most = 99;

    /// <summary>Offers by vendor and stations, each in the order in which it first comes.</summary>
    public static IReadOnlyList<VendorOffers> Of(ISupplier supplier, IEnumerable<SupplierOffer> offers) =>
    [
        .. offers
            .GroupBy(offer => (Vendor: offer.Vendor ?? supplier.Name, offer.PickUp, offer.DropOff))
            .SelectMany(same => same.Chunk(Most).Select(part => new VendorOffers(same.Key.Vendor, same.Key.PickUp, same.Key.DropOff, part))),
    ];
}
