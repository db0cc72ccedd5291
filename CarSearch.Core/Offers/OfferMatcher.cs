using System.Collections.Immutable;

namespace CarSearch.Offers;

/// <summary>
/// Tests offers against all filters of a query at once. Most filters have one result for all offers of an <see cref="OfferGroup"/>, and are
/// tested once a group: each is a bit, set where the group does not pass. The others are tested offer by offer.
/// </summary>
internal sealed class OfferMatcher
{
    private readonly uint[] failures;
    private readonly OfferTest? test;

    public OfferMatcher(OfferQuery query, ImmutableArray<OfferGroup> groups, ImmutableArray<SupplierOffers> suppliers)
    {
        failures = new uint[groups.Length];
        for (var i = 0; i < OfferFilters.All.Length; i++)
        {
            var filter = OfferFilters.All[i];
            if (filter.CreateGroupTest(query, suppliers) is { } groupTest)
            {
                for (var group = 0; group < failures.Length; group++)
                {
                    failures[group] |= groupTest(groups[group]) ? 0 : 1u << i;
                }
            }

            if (filter.CreateOfferTest(query) is { } offerTest)
            {
                test = test is { } others ? (in row) => others(row) && offerTest(row) : offerTest;
            }
        }
    }

    public bool TestsOffers => test is not null;

    public bool Passes(in OfferTable.Row row) => failures[row.Group] == 0 && PassesAlone(row);

    /// <summary>Whether an offer passes the filters that are tested offer by offer.</summary>
    public bool PassesAlone(in OfferTable.Row row) => test is null || test(row);

    /// <summary>Whether a group passes every filter that is tested once a group.</summary>
    public bool PassesGroup(int group) => failures[group] == 0;

    /// <summary>Whether a group passes every such filter but one, given by its index: then the facet of that filter counts it.</summary>
    public bool PassesOthers(int group, int filter) => (failures[group] & ~(1u << filter)) == 0;
}
