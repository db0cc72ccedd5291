using System.Diagnostics;

namespace CarSearch.Tests.Functions.Engine;

/// <summary>Waits for what the engine does, by polling: its clock is real, and its storage has no notifications.</summary>
internal static class Eventually
{
    /// <summary>Far beyond what anything takes, also on a machine that has much else to do.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    public static async Task TrueAsync(Func<Task<bool>> isTrue, Func<string> otherwise)
    {
        var began = Stopwatch.GetTimestamp();
        while (!await isTrue())
        {
            Assert.True(Stopwatch.GetElapsedTime(began) < Limit, otherwise());
            await Task.Delay(Pause);
        }
    }

    public static Task TrueAsync(Func<bool> isTrue, Func<string> otherwise) => TrueAsync(() => Task.FromResult(isTrue()), otherwise);
}
