using System.Diagnostics.Metrics;
using CarSearch.Searches;
using CarSearch.Suppliers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CarSearch.Tests.Support;

/// <summary>A runner with suppliers, a store in memory and a fake clock.</summary>
public sealed class RunnerFixture : IDisposable
{
    private readonly ServiceProvider services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly ILoggerFactory loggers;

    public RunnerFixture(params ISupplier[] suppliers)
        : this(new CarSearchOptions(), suppliers)
    {
    }

    public RunnerFixture(CarSearchOptions options, params ISupplier[] suppliers)
    {
        Clock = new(Time);
        loggers = LoggerFactory.Create(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(Log));
        Meters = services.GetRequiredService<IMeterFactory>();
        var telemetry = new SearchTelemetry(Meters);
        Runner = new(new(suppliers), Decimals, Options.Create(options), telemetry, Clock, Time, loggers);
    }

    public static AcceptedSearch Search { get; } = new(SearchToken.New(), TestSearches.Start, SampleRequests.Weekend);

    public ObservableTimeProvider Time { get; } = new();

    public MemorySearchStore Store { get; } = new();

    internal SearchClock Clock { get; }

    public LogLines Log { get; } = new();

    public IMeterFactory Meters { get; }

    public SearchRunner Runner { get; }

    public static int? Decimals(string currency) => currency switch
    {
        "USD" or "EUR" or "GBP" => 2,
        "JPY" => 0,
        "KWD" => 3,
        _ => null,
    };

    public Task<RunResult> RunAsync(ProgressPolicy? progress = null, CancellationToken stop = default) =>
        Runner.RunAsync(Search, Store, progress ?? ProgressPolicy.EveryResponse, default, stop);

    /// <summary>Cancels a run after the first response has been published.</summary>
    /// <param name="responding">The supplier that responds.</param>
    internal async Task CancelAfterResponseAsync(ScriptedSupplier responding)
    {
        using var stop = new CancellationTokenSource();
        var run = RunAsync(stop: stop.Token);
        (await responding.NextAsync()).Offer(TestOffers.Offer("1"));
        await Store.WrittenAsync(record => record.Answers() == 1);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
    }

    /// <summary>Runs a search to its end and returns its record.</summary>
    public async Task<SearchRecord> EndAsync(ProgressPolicy? progress = null)
    {
        await RunAsync(progress).WaitAsync(TimeSpan.FromSeconds(30));
        return Store.Record!;
    }

    public void Dispose()
    {
        loggers.Dispose();
        services.Dispose();
    }
}
