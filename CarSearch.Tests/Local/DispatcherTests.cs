using CarSearch.Tests.Support;
using Microsoft.Data.Sqlite;

namespace CarSearch.Tests.Local;

/// <summary>What the embedded host does with running searches.</summary>
public sealed class DispatcherTests
{
    [Fact]
    public async Task A_deletion_cancels_the_suppliers_of_a_running_search()
    {
        var supplier = new ScriptedSupplier("A");
        using var app = new CarSearchApplication(supplier);
        using var client = app.Client();
        var token = await client.StartAsync();
        var question = await supplier.NextAsync();
        using var deleted = await client.DeleteAsync($"/api/searches/{token}");
        await question.Canceled.WaitAsync(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task A_search_ends_however_long_the_database_could_not_be_written()
    {
        using var app = new CarSearchApplication(new ScriptedSupplier("A").Answers(TestOffers.Offer("1")));
        using var client = app.Client();
        Execute("CREATE TRIGGER full BEFORE INSERT ON records BEGIN SELECT RAISE(ABORT, 'full'); END");
        var token = await client.StartAsync();

        // So often that pauses that double without end would be longer than a time span can be.
        for (var runs = 1; runs <= 45; runs++)
        {
            await AdvanceUntilAsync(() => app.Log.All.Count(line => line.Contains("it will be run again", StringComparison.Ordinal)) >= runs);
        }

        Execute("DROP TRIGGER full");
        var ended = await client.UntilAsync($"/api/searches/{token}", body =>
        {
            app.Time.Advance(TimeSpan.FromSeconds(1));
            return body.GetProperty("status").GetString() == "Failed";
        });
        Assert.Equal("AttemptsExhausted", ended.GetProperty("error").GetProperty("code").GetString());

        async Task AdvanceUntilAsync(Func<bool> condition)
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            while (!condition())
            {
                limit.Token.ThrowIfCancellationRequested();
                app.Time.Advance(TimeSpan.FromSeconds(30));
                await Task.Yield();
            }
        }

        void Execute(string statement)
        {
            using var connection = new SqliteConnection($"Data Source={Path.Combine(app.Folder.Path, "carsearch.db")};Pooling=False");
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = statement;
            command.ExecuteNonQuery();
        }
    }
}
