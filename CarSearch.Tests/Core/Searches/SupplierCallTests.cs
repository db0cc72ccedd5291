using CarSearch.Searches;
using CarSearch.Suppliers;
using CarSearch.Tests.Support;

namespace CarSearch.Tests.Core.Searches;

/// <summary>A supplier that is late, fails or misbehaves: what the record says of it, and that the others do not suffer.</summary>
public sealed class SupplierCallTests
{
    private const string Secret = "https://user:hunter2@internal.example/?key=s3cr3t";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(25);
    private static readonly SearchError NotInTime = new("TimedOut", "No response within 25 s.");
    private static readonly SearchError Unusable = new("Failed", "The supplier's response could not be processed.");
    private static readonly SearchError Unreachable = new("Failed", "The supplier could not be reached.");

    public static TheoryData<Exception> Transient =>
    [
        new SupplierException("Busy.", isTransient: true),
        new HttpRequestException(Secret),
        new IOException(Secret),
        new TimeoutException(Secret),
        new TaskCanceledException(Secret, new TimeoutException(Secret)),
    ];

    public static TheoryData<Exception> Lasting =>
    [
        new SupplierException("No cars there."),
        new InvalidOperationException(Secret),
        new FormatException(Secret),
        new OperationCanceledException(Secret),
    ];

    public static TheoryData<string, string> Sentences => new()
    {
        { new string('x', 600), new string('x', 500) },
        { new string('x', 499) + "🚗🚗", new string('x', 499) },
        { "half \uD83D a car", "half \uFFFD a car" },
    };

    [Fact]
    public async Task A_late_supplier_times_out_at_its_limit()
    {
        var supplier = new ScriptedSupplier("A");
        using var fixture = new RunnerFixture(supplier);
        var run = fixture.RunAsync();
        var question = await supplier.NextAsync();
        fixture.Time.MoveTo(Limit - TimeSpan.FromMilliseconds(1));
        Assert.False(question.Canceled.IsCompleted);
        fixture.Time.MoveTo(Limit);
        await question.Canceled;
        await run;
        var outcome = fixture.Store.Record!.Of("A");
        Assert.Equal((SupplierStatus.TimedOut, NotInTime, 25_000L), (outcome.Status, outcome.Error, outcome.ElapsedMs));
    }

    [Theory]
    [InlineData(1_500, "No response within 1.5 s.")]
    [InlineData(1_234.5, "No response within 1.235 s.")]
    public async Task The_limit_is_shown_in_seconds(double milliseconds, string sentence)
    {
        var supplier = new ScriptedSupplier("A");
        using var fixture = new RunnerFixture(new CarSearchOptions { SupplierTimeout = TimeSpan.FromMilliseconds(milliseconds) }, supplier);
        var run = fixture.RunAsync();
        await supplier.NextAsync();
        fixture.Time.MoveTo(TimeSpan.FromMilliseconds(milliseconds));
        await run;
        Assert.Equal(sentence, fixture.Store.Record!.Of("A").Error?.Message);
    }

    [Theory]
    [MemberData(nameof(Transient))]
    public async Task After_a_transient_fault_a_supplier_is_called_once_more(Exception fault)
    {
        var supplier = new ScriptedSupplier("A");
        using var fixture = new RunnerFixture(supplier);
        var run = fixture.RunAsync();
        (await supplier.NextAsync()).Fail(fault);
        await PauseAsync(fixture);
        (await supplier.NextAsync()).Offer(TestOffers.Offer("1"));
        Assert.Equal(new(SearchStatus.Succeeded, 1, 1), await run);
        Assert.Null(fixture.Store.Record!.Of("A").Error);
    }

    [Theory]
    [MemberData(nameof(Transient))]
    public async Task A_supplier_that_retries_itself_is_not_retried(Exception fault)
    {
        var supplier = new ScriptedSupplier("A") { RetriesTransientFaults = true }.Fails(fault);
        using var fixture = new RunnerFixture(supplier);
        var outcome = (await fixture.EndAsync()).Of("A");
        Assert.Equal((SupplierStatus.Failed, 1), (outcome.Status, supplier.Asked));
    }

    [Theory]
    [MemberData(nameof(Transient))]
    public async Task After_a_second_fault_a_supplier_has_failed(Exception fault)
    {
        var supplier = new ScriptedSupplier("A");
        using var fixture = new RunnerFixture(supplier);
        var run = fixture.RunAsync();
        (await supplier.NextAsync()).Fail(fault);
        await PauseAsync(fixture);
        (await supplier.NextAsync()).Fail(fault);
        await run.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(2, supplier.Asked);
        Assert.Equal(fault is SupplierException ? new("Failed", "Busy.") : Unreachable, fixture.Store.Record!.Of("A").Error);
    }

    [Theory]
    [MemberData(nameof(Lasting))]
    public async Task After_another_fault_a_supplier_is_not_called_again(Exception fault)
    {
        var supplier = new ScriptedSupplier("A").Fails(fault);
        using var fixture = new RunnerFixture(supplier);
        var record = await fixture.EndAsync();
        Assert.Equal(1, supplier.Asked);
        Assert.Equal(SupplierStatus.Failed, record.Of("A").Status);
        Assert.Equal(fault is SupplierException ? new("Failed", "No cars there.") : Unusable, record.Of("A").Error);
    }

    [Fact]
    public async Task The_limit_holds_for_both_attempts_together()
    {
        var supplier = new ScriptedSupplier("A");
        using var fixture = new RunnerFixture(supplier);
        var run = fixture.RunAsync();
        var first = await supplier.NextAsync();
        fixture.Time.MoveTo(TimeSpan.FromSeconds(24));
        first.Fail(new IOException());
        await PauseAsync(fixture, TimeSpan.FromSeconds(24));
        var second = await supplier.NextAsync();
        fixture.Time.MoveTo(Limit);
        await second.Canceled;
        await run;
        Assert.Equal(NotInTime, fixture.Store.Record!.Of("A").Error);
    }

    [Fact]
    public async Task A_supplier_that_calls_itself_too_slow_has_timed_out()
    {
        const string Message = "A did not respond within 20 s.";
        using var fixture = new RunnerFixture(new ScriptedSupplier("A").Fails(new SupplierException(Message) { IsTimeout = true }));
        var outcome = (await fixture.EndAsync()).Of("A");
        Assert.Equal((SupplierStatus.TimedOut, new SearchError("TimedOut", Message)), (outcome.Status, outcome.Error));
    }

    [Fact]
    public async Task What_an_answer_lacks_stands_beside_its_offers()
    {
        const string Message = "A did not answer for LGA.";
        var response = new SupplierResponse([TestOffers.Offer("1")], Missing: Message);
        using var fixture = new RunnerFixture(new ScriptedSupplier("A").Answers(_ => Task.FromResult(response)));
        var outcome = (await fixture.EndAsync()).Of("A");
        Assert.Equal(
            (SupplierStatus.Succeeded, 1, new SearchError("Partial", Message)),
            (outcome.Status, outcome.Offers.Count, outcome.Error));
    }

    [Fact]
    public async Task The_cause_of_a_failure_is_in_the_log_without_the_token()
    {
        using var fixture = new RunnerFixture(new ScriptedSupplier("A").Fails(new InvalidOperationException("The cause.")));
        await fixture.EndAsync();
        var line = Assert.Single(fixture.Log.All, line => line.Contains("Supplier A failed in search", StringComparison.Ordinal));
        Assert.Contains("The cause.", line, StringComparison.Ordinal);
        fixture.Log.AssertNone(RunnerFixture.Search.Token.Value);
    }

    [Fact]
    public async Task A_failure_that_an_adapter_has_put_into_words_is_one_line_of_the_log()
    {
        var cause = new IOException("The pipe\nbroke.", new InvalidOperationException("Reset."));
        var failure = new SupplierException("A's response ended prematurely.", innerException: cause);
        using var fixture = new RunnerFixture(new ScriptedSupplier("A").Fails(failure));
        await fixture.EndAsync();
        var line = Assert.Single(fixture.Log.All, line => line.Contains("Supplier A failed in search", StringComparison.Ordinal));
        Assert.EndsWith(
            ": A's response ended prematurely. <- IOException: The pipe broke. <- InvalidOperationException: Reset.",
            line.TrimEnd(),
            StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Sentences))]
    public async Task A_suppliers_sentence_is_Unicode_of_up_to_500_characters(string sentence, string stored)
    {
        using var fixture = new RunnerFixture(new ScriptedSupplier("A").Fails(new SupplierException(sentence)));
        Assert.Equal(stored, (await fixture.EndAsync()).Of("A").Error!.Message);
    }

    /// <summary>Passes over the pause before the second attempt: 200 ms, more or less.</summary>
    private static async Task PauseAsync(RunnerFixture fixture, TimeSpan after = default)
    {
        await fixture.Time.ArmedAsync(after, after + TimeSpan.FromMilliseconds(500));
        fixture.Time.MoveTo(after + TimeSpan.FromMilliseconds(500));
    }
}
