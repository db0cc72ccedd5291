using CarSearch.OpenTravel.Requests;
using CarSearch.OpenTravel.Responses;
using CarSearch.OpenTravel.Transport;
using CarSearch.Rentals;
using CarSearch.Suppliers;
using Microsoft.Extensions.Logging;

namespace CarSearch.OpenTravel;

/// <summary>A supplier that is searched by <c>OTA_VehAvailRateRQ</c>.</summary>
internal sealed partial class OpenTravelSupplier : ISupplier
{
    private readonly OpenTravelOptions options;
    private readonly SupplierConnection connection;
    private readonly AvailabilityRequestFactory requests;
    private readonly ResponseReader reader;
    private readonly ILogger<OpenTravelSupplier> logger;

    /// <summary>Initializes a supplier with validated options.</summary>
    public OpenTravelSupplier(
        OpenTravelOptions options, SupplierConnection connection, TimeProvider time, ILogger<OpenTravelSupplier> logger)
    {
        this.options = options;
        this.connection = connection;
        this.logger = logger;
        Name = options.Name!;
        Rating = options.Rating!.Value;
        requests = new(options, time);
        reader = new(Name, SecretRedactor.Create(options), options.RateTotalIsGross);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public double Rating { get; }

    /// <summary>Gets true: <see cref="SupplierConnection"/> retries each request.</summary>
    public bool RetriesTransientFaults => true;

    /// <inheritdoc/>
    public int? MaxConcurrency => options.MaxConcurrency;

    /// <inheritdoc/>
    public async Task<SupplierResponse> SearchAsync(SupplierRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var queries = CreateQueries(request);
        if (queries.Count == 1)
        {
            return await SendAsync(queries[0], cancellationToken).ConfigureAwait(false);
        }

        var tasks = queries.Select(query => SendAsync(query, cancellationToken)).ToArray();
        await ((Task)Task.WhenAll(tasks)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
        return Merge(queries, tasks);
    }

    /// <summary>
    /// Creates one query per airport of the pick-up, or one for the place. The drop-off is the same airport if the search allows it, else
    /// the first one. The surroundings of a position have no code, so that they take one query per airport with any setting.
    /// </summary>
    private List<AvailabilityQuery> CreateQueries(SupplierRequest request)
    {
        var (search, from, to) = (request.Search, request.Search.PickUp, request.Search.DropOff);
        if ((options.Cities is Cities.City && from.Near is null) || from.Airports.Count == 1)
        {
            return [new(search, GetCode(from), GetCode(to), request.EchoToken, Name)];
        }

        return
        [
            .. from airport in @from.Airports
               let dropOff = to.Airports.Any(other => other.Code == airport.Code) ? airport.Code : to.Airports[0].Code
               select new AvailabilityQuery(search, airport.Code, dropOff, $"{request.EchoToken}-{airport.Code}", Name),
        ];

        string GetCode(RentalPoint point) => options.Cities is Cities.City ? point.Place : point.Airports[0].Code;
    }

    private async Task<SupplierResponse> SendAsync(AvailabilityQuery query, CancellationToken cancellationToken) =>
        await connection.SendAsync(
            () => requests.Create(query),
            (response, token) => ReadAsync(response, query, token),
            cancellationToken).ConfigureAwait(false);

    private async ValueTask<SupplierResponse> ReadAsync(
        HttpResponseMessage message, AvailabilityQuery query, CancellationToken cancellationToken)
    {
        var (response, diagnostics) = await reader.ReadAsync(message, query, cancellationToken).ConfigureAwait(false);
        foreach (var diagnostic in diagnostics)
        {
            LogDiagnostic(Name, query.EchoToken, diagnostic);
        }

        return response;
    }

    /// <summary>
    /// Merges the responses of several airports. Throws if all failed; otherwise the failures are reported beside the offers.
    /// </summary>
    private SupplierResponse Merge(List<AvailabilityQuery> queries, Task<SupplierResponse>[] tasks)
    {
        if (!tasks.Any(task => task.IsCompletedSuccessfully))
        {
            tasks[0].GetAwaiter().GetResult();
        }

        var offers = new List<SupplierOffer>();
        var dropped = 0;
        var missing = new List<string>();
        foreach (var (query, task) in queries.Zip(tasks))
        {
            if (!task.IsCompletedSuccessfully)
            {
                // The connection converts every failure.
                var failure = (SupplierException)task.Exception!.InnerException!;
                missing.Add($"{query.PickUp}: {failure.Message}");
                LogAirportFailed(Name, query.PickUp, query.EchoToken, failure.ToLogLine());
                continue;
            }

            var response = task.Result;
            dropped += response.Dropped;
            if (response.Missing is { } part)
            {
                missing.Add($"{query.PickUp}: {part}");
            }

            offers.AddRange(response.Offers);
        }

        return new(offers, dropped, missing.Count > 0 ? string.Join(' ', missing) : null);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Supplier {Supplier} failed for {Airport} in search {Search}: {Reason}")]
    private partial void LogAirportFailed(string supplier, string airport, string search, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "Supplier {Supplier} reported in search {Search}: {Diagnostic}")]
    private partial void LogDiagnostic(string supplier, string search, string diagnostic);
}
