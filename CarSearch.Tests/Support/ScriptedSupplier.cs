using System.Threading.Channels;
using CarSearch.Cars;
using CarSearch.Suppliers;

namespace CarSearch.Tests.Support;

/// <summary>A supplier that answers when, and with what, a test says.</summary>
public sealed class ScriptedSupplier(string name, double rating = 8.5) : ISupplier
{
    private readonly Channel<Question> questions = Channel.CreateUnbounded<Question>();
    private Func<SupplierRequest, Task<SupplierResponse>>? always;

    public string Name { get; } = name;

    public double Rating { get; } = rating;

    public bool RetriesTransientFaults { get; init; }

    public int? MaxConcurrency { get; init; }

    /// <summary>How often it has been asked.</summary>
    public int Asked { get; private set; }

    /// <summary>From now on every question is answered at once.</summary>
    public ScriptedSupplier Answers(params SupplierOffer[] offers) => Answers(_ => Task.FromResult(new SupplierResponse(offers)));

    /// <summary>From now on every question gets this.</summary>
    public ScriptedSupplier Answers(Func<SupplierRequest, Task<SupplierResponse>> answer)
    {
        always = answer;
        return this;
    }

    /// <summary>From now on every question fails.</summary>
    public ScriptedSupplier Fails(Exception exception) => Answers(_ => Task.FromException<SupplierResponse>(exception));

    /// <summary>From now on every question waits for <see cref="NextAsync"/>.</summary>
    public ScriptedSupplier Waits()
    {
        always = null;
        return this;
    }

    /// <summary>The next question that waits for its answer.</summary>
    public ValueTask<Question> NextAsync() => questions.Reader.ReadAsync(new CancellationTokenSource(TimeSpan.FromSeconds(30)).Token);

    public Task<SupplierResponse> SearchAsync(SupplierRequest request, CancellationToken cancellationToken)
    {
        Asked++;
        if (always is not null)
        {
            return always(request);
        }

        var question = new Question(request, cancellationToken);
        questions.Writer.TryWrite(question);
        return question.Answer;
    }

    /// <summary>A question that waits for its answer.</summary>
    public sealed class Question
    {
        private readonly TaskCompletionSource<SupplierResponse> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource canceled = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Question(SupplierRequest request, CancellationToken cancellationToken)
        {
            Request = request;
            cancellationToken.Register(() =>
            {
                canceled.TrySetResult();
                answer.TrySetCanceled(cancellationToken);
            });
        }

        public SupplierRequest Request { get; }

        /// <summary>Done when the runner does not want the answer any more.</summary>
        public Task Canceled => canceled.Task;

        public Task<SupplierResponse> Answer => answer.Task;

        public void Offer(params SupplierOffer[] offers) => answer.TrySetResult(new(offers));

        public void Fail(Exception exception) => answer.TrySetException(exception);
    }
}

/// <summary>Offers as tests need them.</summary>
public static class TestOffers
{
    /// <summary>An ordinary offer; change what matters to the test with <c>with</c>.</summary>
    public static SupplierOffer Offer(string reference, string acriss = "CDAR", decimal total = 100, string currency = "USD") => new()
    {
        Reference = reference,
        BookingUrl = $"https://supplier.example/book/{reference}",
        Car = Acriss.Decode(acriss),
        Vehicle = "Toyota Corolla or similar",
        Seats = 5,
        Bags = 2,
        PickUp = new("JFK", "John F. Kennedy International Airport", true),
        DropOff = new("JFK", "John F. Kennedy International Airport", true),
        Mileage = Mileage.Unlimited,
        FreeCancellation = true,
        Price = new() { Total = total, Currency = currency, Base = total * 0.8m, TaxesAndFees = total * 0.2m },
    };
}
