using System.Text.RegularExpressions;
using CarSearch.Searches;
using CarSearch.Tests.Support;

namespace CarSearch.Tests.Deployment;

/// <summary>The alerts against the telemetry of the app.</summary>
public sealed partial class AlertTests
{
    private static string[] Queries =>
    [
        .. Infra.Default.OfType("Microsoft.Insights/scheduledQueryRules")
            .SelectMany(rule => rule.GetProperty("properties").GetProperty("criteria").GetProperty("allOf").EnumerateArray())
            .Select(criterion => criterion.GetProperty("query").GetString()!),
    ];

    [Fact]
    public void Alerts_query_published_metrics()
    {
        var queried = Queries.SelectMany(query => Metric().Matches(query)).Select(match => match.Groups[1].Value)
            .Where(name => name != "carsearch.status")
            .Distinct()
            .ToArray();

        Assert.Equal(3, queried.Length);
        Assert.Subset(PublishedMetrics.Names.ToHashSet(), queried.ToHashSet());
        Assert.Contains(Queries, query => query.Contains($"== '{SearchStatus.Failed}'", StringComparison.Ordinal));
    }

    /// <summary>A request whose client has disconnected fails with an exception, and a slow body makes a slow request.</summary>
    [Fact]
    public void Alerts_do_not_count_clients_that_disconnect()
    {
        var requests = Assert.Single(Queries, query => query.StartsWith("AppRequests\n", StringComparison.Ordinal));

        Assert.All(Queries.Where(query => query != requests), query => Assert.StartsWith("AppMetrics\n", query, StringComparison.Ordinal));
        Assert.Contains("\n| where ResultCode !in ('408', '499')\n", requests, StringComparison.Ordinal);
        Assert.DoesNotContain("Success", requests, StringComparison.Ordinal);
        Assert.Empty(Infra.Default.OfType("Microsoft.Insights/metricAlerts"));
    }

    [GeneratedRegex(@"'(carsearch\.[a-z.]+)'", RegexOptions.CultureInvariant)]
    private static partial Regex Metric();
}
