namespace CarSearch.OpenTravel.Responses;

/// <summary>How an element of a response is read.</summary>
internal enum ResponseElement
{
    /// <summary>It is a container, or its attributes have been read.</summary>
    Other,

    /// <summary>It and what it contains are ignored.</summary>
    Ignored,

    /// <summary>It is in an element TPA_Extensions, of which little is read.</summary>
    Extensions,

    /// <summary>It belongs to an offer, and its text is read.</summary>
    OfferText,

    /// <summary>It is in an element PricedCoverages or PricedEquips.</summary>
    Priced,

    /// <summary>As <see cref="Priced"/>, and its text is read.</summary>
    PricedText,

    /// <summary>It is LocationDetails or in it.</summary>
    Station,

    /// <summary>As <see cref="Station"/>, and its text is read.</summary>
    StationText,

    /// <summary>It is VehVendorAvail.</summary>
    Vendors,

    /// <summary>It is VehAvail.</summary>
    VehicleAvailability,

    /// <summary>It is Vendor, whose text is read.</summary>
    Vendor,

    /// <summary>It belongs to the status of the response, and its text is read.</summary>
    Text,
}

/// <summary>Extensions of <see cref="ResponseElement"/>.</summary>
internal static class ResponseElements
{
    /// <summary>Returns whether the text of an element is read.</summary>
    public static bool HasText(this ResponseElement element) => element is ResponseElement.Text or ResponseElement.Vendor
        or ResponseElement.OfferText or ResponseElement.PricedText or ResponseElement.StationText;
}
