using CarSearch.Tests.Support;

namespace CarSearch.Tests.Functions.Engine;

/// <summary>
/// The entry point of the tests' assembly, in place of the one that the test SDK makes: another process of this assembly is an instance of
/// the Function App, for tests that kill it. The test platform loads the assembly and never calls this.
/// </summary>
internal static class EngineWorkerProgram
{
    /// <summary>The first argument. After it come the account, the task hub and the container of records.</summary>
    public const string Worker = "--engine-worker";

    /// <summary>Two suppliers: one answers at once, and the other never.</summary>
    public static async Task<int> Main(string[] args)
    {
        if (args is not [Worker, var account, var hub, var container])
        {
            await Console.Error.WriteLineAsync("Run the tests with dotnet test.");
            return 1;
        }

        var setup = new EngineSetup { Account = account, Hub = hub, Container = container };
        var alpha = new ScriptedSupplier("Alpha").Answers(TestOffers.Offer("a1"));
        await using var engine = new DurableEngine(setup, alpha, new ScriptedSupplier("Beta").Waits());
        await engine.StartAsync();

        // Until its parent ends, in whichever way.
        await Console.In.ReadToEndAsync();
        return 0;
    }
}
