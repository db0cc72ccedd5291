using CarSearch.Rentals;
using CarSearch.Suppliers;

namespace CarSearch.Sandbox;

/// <summary>One request to one supplier.</summary>
/// <param name="http">The request.</param>
/// <param name="supplier">Whom it asks.</param>
/// <param name="choice">What is to go wrong.</param>
/// <param name="reader">Reads its message.</param>
/// <param name="time">Tells the time.</param>
/// <param name="ended">Canceled when nobody waits for the answer any more, or the sandbox ends.</param>
internal sealed class Exchange(
    HttpContext http, ISupplier supplier, FaultChoice choice, AvailRequestReader reader, TimeProvider time, CancellationToken ended)
{
    /// <summary>The request.</summary>
    public HttpContext Http { get; } = http;

    /// <summary>Whom it asks.</summary>
    public ISupplier Supplier { get; } = supplier;

    /// <summary>What is to go wrong.</summary>
    public FaultChoice Choice { get; } = choice;

    /// <summary>Tells the time.</summary>
    public TimeProvider Time { get; } = time;

    /// <summary>Canceled when nobody waits for the answer any more, or the sandbox ends.</summary>
    public CancellationToken Ended { get; } = ended;

    /// <summary>The message, once it has been read.</summary>
    public AvailRequest? Read { get; private set; }

    /// <summary>The answer in hand.</summary>
    public HttpResponse Response => Http.Response;

    /// <summary>Sends what <see cref="OffersAsync"/> makes.</summary>
    public async Task SendOffersAsync(AnswerChange? change = null) =>
        await (await OffersAsync(change).ConfigureAwait(false)).SendAsync(Response, Ended).ConfigureAwait(false);

    /// <summary>The supplier's offers, unless the message is wrong, or the supplier fails: then that.</summary>
    public async Task<Answer> OffersAsync(AnswerChange? change = null)
    {
        change ??= AnswerChange.None;
        var request = await ReadAsync().ConfigureAwait(false);
        if (Refusal(request) is { } refusal)
        {
            return refusal;
        }

        try
        {
            request = request with { Ask = request.Ask! with { Search = change.Search(request.Ask.Search) } };
            var offers = (await Supplier.SearchAsync(request.Ask, Ended).ConfigureAwait(false)).Offers;
            var vendors = change.Vendors(VendorOffers.Of(Supplier, offers));
            var writer = new AvailAnswerWriter(request, Time.GetUtcNow()) { OmitsEverySecondTotal = change.OmitsEverySecondTotal };
            return new(StatusCodes.Status200OK, request.Envelope.ContentType, (to, cancel) => writer.WriteAsync(to, vendors, cancel));
        }
        catch (SupplierException exception)
        {
            // 187: system currently unavailable. 450: unable to process.
            return OtaMessage.Errors(request, Time.GetUtcNow(), OtaError.Processing(exception.IsTransient ? "187" : "450", exception.Message));
        }
    }

    /// <summary>Sends another answer to a message than offers, unless the message is wrong.</summary>
    public async Task SendAsync(Func<AvailRequest, Answer> toRightMessage)
    {
        var request = await ReadAsync().ConfigureAwait(false);
        await (Refusal(request) ?? toRightMessage(request)).SendAsync(Response, Ended).ConfigureAwait(false);
    }

    /// <summary>Answers with a status and a sentence.</summary>
    public async Task SayAsync(int status, string sentence)
    {
        Response.StatusCode = status;
        Response.ContentType = "text/plain; charset=utf-8";
        await Response.WriteAsync(sentence, Ended).ConfigureAwait(false);
    }

    /// <summary>The message.</summary>
    public async Task<AvailRequest> ReadAsync() => Read ??= await reader.ReadAsync(Http.Request, Ended).ConfigureAwait(false);

    /// <summary>What a wrong message gets; null for a right one.</summary>
    private Answer? Refusal(AvailRequest request) => request switch
    {
        { Unreadable: { } error, Envelope.IsBare: false } => request.Envelope.Fault(isSenders: true, error.Text),
        { Unreadable: { } error } => OtaMessage.Errors(request, Time.GetUtcNow(), error),
        { Errors.Count: > 0 } => OtaMessage.Errors(request, Time.GetUtcNow(), request.Errors),
        _ => null,
    };
}

/// <summary>What a fault changes in an answer that has offers.</summary>
internal sealed record AnswerChange
{
    /// <summary>Nothing.</summary>
    public static AnswerChange None { get; } = new();

    /// <summary>What is searched instead.</summary>
    public Func<SearchRequest, SearchRequest> Search { get; init; } = static search => search;

    /// <summary>What is offered instead.</summary>
    public Func<IReadOnlyList<VendorOffers>, IEnumerable<VendorOffers>> Vendors { get; init; } = static vendors => vendors;

    /// <summary>Whether every second offer has no total.</summary>
    public bool OmitsEverySecondTotal { get; init; }
}
