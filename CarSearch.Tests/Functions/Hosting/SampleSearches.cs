using System.Text.Json;
using CarSearch.Functions.Searches;
using CarSearch.Searches;
using CarSearch.Tests.Support;
using Microsoft.DurableTask.Client;

namespace CarSearch.Tests.Functions.Hosting;

/// <summary>Searches as tests need them, with their records and their orchestrations.</summary>
internal static class SampleSearches
{
    /// <summary>A search that was accepted just now.</summary>
    public static AcceptedSearch New() => new(SearchToken.New(), TestSearches.Start, SampleRequests.Weekend);

    /// <summary>The record of a search of which one supplier has answered and another has not.</summary>
    public static SearchRecord Progress(this AcceptedSearch search) => SearchRecord.Accepted(search) with
    {
        Status = SearchStatus.Running,
        Attempt = 1,
        Suppliers =
        [
            new() { Name = "Alpha", Rating = 8.5, Status = SupplierStatus.Succeeded, ElapsedMs = 900 },
            new() { Name = "Beta", Rating = 7, Status = SupplierStatus.Running },
        ],
    };

    /// <summary>The record of a search that has ended.</summary>
    public static SearchRecord Ended(this AcceptedSearch search, DateTimeOffset? at = null) =>
        search.Progress().End(SearchStatus.Succeeded, at ?? search.RequestedAt, TimeSpan.FromMinutes(30));

    /// <summary>What a Durable client tells of the search's orchestration.</summary>
    public static OrchestrationMetadata Instance(
        this AcceptedSearch search, OrchestrationRuntimeStatus status, DateTimeOffset? updatedAt = null, string? input = null) =>
        new(nameof(SearchOrchestration), search.Token.Value)
        {
            RuntimeStatus = status,
            CreatedAt = search.RequestedAt,
            LastUpdatedAt = updatedAt ?? search.RequestedAt,
            SerializedInput = input ?? JsonSerializer.Serialize(SearchInput.From(search), FunctionsJson.Options),
        };
}
