using CarSearch.Suppliers;

namespace CarSearch.Tests.Support;

/// <summary>A supplier whose answer has reached the run before the test goes on, so that the test may move the clock.</summary>
public sealed class PromptSupplier(string name) : ISupplier
{
    private readonly TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource canceled = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // Continuations are not sent elsewhere: whoever sets the result also carries it to the run.
    private readonly TaskCompletionSource<SupplierResponse> answer = new();

    public string Name { get; } = name;

    public double Rating => 8;

    /// <summary>Done when it has been asked.</summary>
    public Task Asked => asked.Task.WaitAsync(TimeSpan.FromSeconds(30));

    /// <summary>Done when its answer is not wanted any more.</summary>
    public Task Canceled => canceled.Task;

    public Task<SupplierResponse> SearchAsync(SupplierRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.Register(() => canceled.TrySetResult());
        asked.TrySetResult();
        return answer.Task;
    }

    public async Task AnswerAsync(params SupplierOffer[] offers)
    {
        await Asked;
        await Task.Run(() => answer.SetResult(new(offers)));
    }
}
