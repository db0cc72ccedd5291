using CarSearch.Rentals;
using CarSearch.Suppliers;

namespace CarSearch.Sandbox;

/// <summary>One HTTP request to one supplier.</summary>
internal sealed record Exchange(
    HttpContext Http,
    ISupplier Supplier,
    FaultSelection Selection,
    AvailabilityRequestReader Reader,
    TimeProvider Time,
    CancellationToken CancellationToken)
{
    /// <summary>Gets the message, if it has been read.</summary>
    public AvailabilityRequest? Message { get; private set; }

    public HttpResponse Response => Http.Response;

    /// <summary>Sends the response of <see cref="CreateOffersAsync"/>.</summary>
    public async Task SendOffersAsync(OfferChange? change = null) =>
        await (await CreateOffersAsync(change).ConfigureAwait(false)).SendAsync(Response, CancellationToken).ConfigureAwait(false);

    /// <summary>Creates a response with the supplier's offers, or with errors if the message is invalid or the supplier fails.</summary>
    public async Task<SandboxResponse> CreateOffersAsync(OfferChange? change = null)
    {
        change ??= new();
        var message = await ReadAsync().ConfigureAwait(false);
        if (CreateError(message) is { } error)
        {
            return error;
        }

        try
        {
            message = message with { Request = message.Request! with { Search = change.Search(message.Request.Search) } };
            var offers = (await Supplier.SearchAsync(message.Request, CancellationToken).ConfigureAwait(false)).Offers;
            var vendors = change.Vendors(VendorOffers.GroupByVendor(Supplier, offers));
            var writer = new AvailabilityResponseWriter(message, Time.GetUtcNow(), change.Prices);
            return new(StatusCodes.Status200OK, message.Envelope.ContentType, (stream, token) => writer.WriteAsync(stream, vendors, token));
        }
        catch (SupplierException exception)
        {
            // 187: system currently unavailable. 450: unable to process.
            return OtaMessage.CreateErrors(
                message, Time.GetUtcNow(), OtaError.Processing(exception.IsTransient ? "187" : "450", exception.Message));
        }
    }

    /// <summary>Sends a response other than offers, or errors if the message is invalid.</summary>
    public async Task SendAsync(Func<AvailabilityRequest, SandboxResponse> create)
    {
        var message = await ReadAsync().ConfigureAwait(false);
        await (CreateError(message) ?? create(message)).SendAsync(Response, CancellationToken).ConfigureAwait(false);
    }

    public async Task<AvailabilityRequest> ReadAsync() =>
        Message ??= await Reader.ReadAsync(Http.Request, CancellationToken).ConfigureAwait(false);

    /// <summary>Creates the response to an invalid message. Returns null if the message is valid.</summary>
    private SandboxResponse? CreateError(AvailabilityRequest message) => message switch
    {
        { IsReadable: false, Envelope.IsBare: false } => message.Envelope.CreateFault(isSenderFault: true, message.Summary),
        { Errors.Count: > 0 } => OtaMessage.CreateErrors(message, Time.GetUtcNow(), message.Errors),
        _ => null,
    };
}

/// <summary>The changes that a fault makes to a response with offers.</summary>
internal sealed record OfferChange
{
    public Func<SearchRequest, SearchRequest> Search { get; init; } = static search => search;

    public Func<IReadOnlyList<VendorOffers>, IEnumerable<VendorOffers>> Vendors { get; init; } = static vendors => vendors;

    /// <summary>Gets the format of the price of an offer by its number from 0.</summary>
    public Func<int, PriceFormat> Prices { get; init; } = static _ => PriceFormat.Default;
}
