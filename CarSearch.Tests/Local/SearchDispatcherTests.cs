using System.Diagnostics.Metrics;
using CarSearch.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace CarSearch.Tests.Local;

/// <summary>Retries runs of the embedded host.</summary>
public sealed class SearchDispatcherTests
{
    [Fact]
    public async Task A_failed_run_is_retried_until_the_search_has_ended()
    {
        using var app = new CarSearchApplication(new ScriptedSupplier("A").Answers(TestOffers.Offer("1")));
        using var client = app.Client();
        var runs = 0;
        var meters = app.Services.GetRequiredService<IMeterFactory>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Scope == meters && instrument.Name == "carsearch.search.wait")
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<double>(
            (_, _, _, _) => _ = ++runs <= 45 ? throw new InvalidOperationException("Injected.") : 0);
        listener.Start();
        var token = await client.StartAsync();

        // Enough failures to overflow TimeSpan if the delay doubled without a limit.
        await Eventually.TrueAsync(
            () => app.Log.All.Count(line => line.Contains("It will be retried.", StringComparison.Ordinal)) == 45,
            () => "It was not retried.",
            () => app.Time.Advance(TimeSpan.FromSeconds(30)));
        var ended = await client.UntilAsync($"/api/searches/{token}", body =>
        {
            app.Time.Advance(TimeSpan.FromSeconds(1));
            return body.GetProperty("status").GetString() == "Failed";
        });
        Assert.Equal("AttemptsExhausted", ended.GetProperty("error").GetProperty("code").GetString());
    }
}
