namespace CarSearch.OpenTravel.Responses;

/// <summary>How an element of a response, and what it contains, is read.</summary>
internal enum ResponseElement
{
    /// <summary>It belongs to the status of the response, is a container, or its attributes have been read.</summary>
    Other,

    /// <summary>It belongs to an offer, and its text is read.</summary>
    Offer,

    /// <summary>It is in an element TPA_Extensions, of which little is read.</summary>
    Extensions,

    /// <summary>It is PricedCoverages, PricedEquips or in one of them.</summary>
    Priced,

    /// <summary>It is LocationDetails or in it.</summary>
    Station,
    Ignored,
    VehAvail,
    VehVendorAvail,
    Vendor,
}
