using CarSearch.Searches;

namespace CarSearch.Tests.Support;

/// <summary>Extensions of <see cref="SearchRecord"/>.</summary>
public static class SearchRecordExtensions
{
    public static SupplierOutcome Of(this SearchRecord record, string supplier) =>
        record.Suppliers.Single(outcome => outcome.Name == supplier);

    public static int Answers(this SearchRecord record) => record.Suppliers.Count(outcome => outcome.Status is SupplierStatus.Succeeded);

    public static string[] Statuses(this SearchRecord record) => [.. record.Suppliers.Select(outcome => outcome.Status.ToString())];
}
