using CarSearch.OpenTravel.Requests;
using CarSearch.OpenTravel.Responses;
using CarSearch.OpenTravel.Transport;
using CarSearch.Rentals;
using CarSearch.Suppliers;
using Microsoft.Extensions.Logging;

namespace CarSearch.OpenTravel;

/// <summary>A supplier that is asked by <c>OTA_VehAvailRateRQ</c>.</summary>
internal sealed partial class OpenTravelSupplier : ISupplier
{
    private readonly OpenTravelOptions options;
    private readonly SupplierConnection connection;
    private readonly AvailabilityRequest requests;
    private readonly AnswerReading reading;
    private readonly ILogger<OpenTravelSupplier> logger;

    /// <summary>Makes one of checked options.</summary>
    public OpenTravelSupplier(OpenTravelOptions options, SupplierConnection connection, TimeProvider time, ILogger<OpenTravelSupplier> logger)
    {
        this.options = options;
        this.connection = connection;
        this.logger = logger;
        Name = options.Name!;
        Rating = options.Rating!.Value;
        requests = new(options, time);
        reading = new(Name, SupplierWords.Without(options), options.RateTotalIsGross);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public double Rating { get; }

    /// <inheritdoc/>
    public async Task<SupplierAnswer> SearchAsync(SupplierRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var questions = Questions(request);
        if (questions.Count == 1)
        {
            return await AskAsync(questions[0], cancellationToken).ConfigureAwait(false);
        }

        var asked = questions.Select(question => AskAsync(question, cancellationToken)).ToArray();
        await ((Task)Task.WhenAll(asked)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
        return Join(questions, asked);
    }

    /// <summary>One question for each airport of the pick-up, or one for the place: the car comes back to the same airport where the search allows it, else to the largest.</summary>
    private List<AvailabilityQuestion> Questions(SupplierRequest request)
    {
        var (from, to) = (request.Search.PickUp, request.Search.DropOff);
        return options.Cities is Cities.City || from.Airports.Count == 1
            ? [new(request.Search, Code(from), Code(to), request.EchoToken) { Supplier = Name }]
            :
            [
                .. from.Airports.Select(airport => new AvailabilityQuestion(
                    request.Search, airport.Code, to.Airports.Any(other => other.Code == airport.Code) ? airport.Code : to.Airports[0].Code, $"{request.EchoToken}-{airport.Code}") { Supplier = Name }),
            ];

        string Code(RentalPoint point) => options.Cities is Cities.City ? point.Place : point.Airports[0].Code;
    }

    private async Task<SupplierAnswer> AskAsync(AvailabilityQuestion question, CancellationToken cancellationToken) =>
        await connection.AskAsync(() => requests.Make(question), (response, cancel) => ReadAsync(response, question, cancel), cancellationToken).ConfigureAwait(false);

    private async ValueTask<SupplierAnswer> ReadAsync(HttpResponseMessage response, AvailabilityQuestion question, CancellationToken cancellationToken)
    {
        var (answer, told) = await reading.ReadAsync(response, question, cancellationToken).ConfigureAwait(false);
        foreach (var said in told)
        {
            SupplierTold(Name, question.EchoToken, said);
        }

        return answer;
    }

    /// <summary>Puts the airports' answers together. What answered counts; what did not is told beside it, or is the failure when nothing did.</summary>
    private SupplierAnswer Join(List<AvailabilityQuestion> questions, Task<SupplierAnswer>[] asked)
    {
        if (!asked.Any(task => task.IsCompletedSuccessfully))
        {
            asked[0].GetAwaiter().GetResult();
        }

        var offers = new List<SupplierOffer>();
        var dropped = 0;
        var missing = new List<string>();
        foreach (var (question, task) in questions.Zip(asked))
        {
            if (!task.IsCompletedSuccessfully)
            {
                // The connection puts every failure into a sentence.
                var failure = (SupplierException)task.Exception!.InnerException!;
                missing.Add($"{question.PickUp}: {failure.Message}");
                AirportFailed(Name, question.PickUp, question.EchoToken, new(failure));
                continue;
            }

            var answer = task.Result;
            dropped += answer.Dropped;
            if (answer.Missing is { } part)
            {
                missing.Add($"{question.PickUp}: {part}");
            }

            offers.AddRange(answer.Offers);
        }

        return new(offers, dropped, missing.Count > 0 ? string.Join(' ', missing) : null);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Supplier {Supplier} failed for {Airport} in search {Search}: {Reason}")]
    private partial void AirportFailed(string supplier, string airport, string search, FailureLine reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "Supplier {Supplier} said in search {Search}: {Words}")]
    private partial void SupplierTold(string supplier, string search, string words);
}
