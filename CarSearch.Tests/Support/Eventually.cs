using System.Diagnostics;

namespace CarSearch.Tests.Support;

/// <summary>Waits by polling for what happens on its own, where nothing notifies the test.</summary>
internal static class Eventually
{
    /// <summary>Far beyond what anything takes, also on a machine that has much else to do.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);

    /// <summary>Waits for something outside this process.</summary>
    public static Task TrueAsync(Func<Task<bool>> isTrue, Func<string> otherwise) =>
        TrueAsync(isTrue, otherwise, null, TimeSpan.FromMilliseconds(50));

    /// <summary>Waits for something in this process.</summary>
    /// <param name="isTrue">Whether it has happened.</param>
    /// <param name="otherwise">The message of the failure.</param>
    /// <param name="between">What leads to it, such as a step of the clock.</param>
    public static Task TrueAsync(Func<bool> isTrue, Func<string> otherwise, Action? between = null) =>
        TrueAsync(() => Task.FromResult(isTrue()), otherwise, between, TimeSpan.FromMilliseconds(1));

    private static async Task TrueAsync(Func<Task<bool>> isTrue, Func<string> otherwise, Action? between, TimeSpan pause)
    {
        var began = Stopwatch.GetTimestamp();
        while (!await isTrue())
        {
            Assert.True(Stopwatch.GetElapsedTime(began) < Limit, otherwise());
            between?.Invoke();
            await Task.Delay(pause);
        }
    }
}
