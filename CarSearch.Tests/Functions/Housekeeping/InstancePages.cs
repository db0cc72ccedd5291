using System.Globalization;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace CarSearch.Tests.Functions.Housekeeping;

/// <summary>The answers to a query for orchestrations, page by page.</summary>
internal static class InstancePages
{
    public static AsyncPageable<OrchestrationMetadata> Of(params OrchestrationMetadata[][] pages) => Of(_ => { }, pages);

    /// <param name="before">Done before each page is given, with its number.</param>
    /// <param name="pages">The pages.</param>
    public static AsyncPageable<OrchestrationMetadata> Of(Action<int> before, params OrchestrationMetadata[][] pages) =>
        Pageable.Create((continuation, cancellationToken) =>
        {
            var page = continuation is null ? 0 : int.Parse(continuation, CultureInfo.InvariantCulture);
            cancellationToken.ThrowIfCancellationRequested();
            before(page);
            var next = page + 1 < pages.Length ? (page + 1).ToString(CultureInfo.InvariantCulture) : null;
            return Task.FromResult(new Page<OrchestrationMetadata>(page < pages.Length ? pages[page] : [], next));
        });
}
